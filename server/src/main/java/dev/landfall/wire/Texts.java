package dev.landfall.wire;

/** Sentences that several dialects share. */
final class Texts {
    static final String INTERNAL =
            "The request processing has failed because of an unknown error, exception or failure.";

    private Texts() {}
}

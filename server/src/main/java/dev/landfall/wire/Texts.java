package dev.landfall.wire;

/** Sentences that several dialects share. */
final class Texts {
    static final String INTERNAL =
            "The request processing has failed because of an unknown error, exception or failure.";

    static final String OVERLOADED = "The request has failed due to a temporary failure of the server.";

    private Texts() {}
}

package dev.landfall.cli;

/** The command cannot be carried out; the message says why and what to do, and is all the user sees. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message);
    }
}

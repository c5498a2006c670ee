package dev.landfall.ecs.configuration;

/** A text that is not what it is taken for. Its words quote nothing secret. */
public final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;

    Malformed(String text) {
        super(text, null, false, false); // an answer, not an accident: no stack trace
        this.text = text;
    }

    public String text() {
        return text;
    }
}

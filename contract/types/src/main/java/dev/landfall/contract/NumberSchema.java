package dev.landfall.contract;

/** A number, with the least and the most it may be. */
public record NumberSchema(Width width, Limits range) implements Schema {
    /** How a number is held. */
    public enum Width {
        INTEGER,
        LONG,
        FLOAT,
        DOUBLE
    }
}

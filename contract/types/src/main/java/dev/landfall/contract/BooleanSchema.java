package dev.landfall.contract;

/** True or false. */
public enum BooleanSchema implements Schema {
    PLAIN
}

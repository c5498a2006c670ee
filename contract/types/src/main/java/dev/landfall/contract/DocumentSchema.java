package dev.landfall.contract;

/** Any JSON value. */
public enum DocumentSchema implements Schema {
    PLAIN
}

package dev.landfall.contract;

/** A generated enum, whose constants have the names that AWS's model gives them on the wire. */
public interface WireEnum {
    /** As it stands on the wire. */
    String value();
}

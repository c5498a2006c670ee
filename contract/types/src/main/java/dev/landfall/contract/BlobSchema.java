package dev.landfall.contract;

/**
 * Bytes.
 *
 * @param length in bytes
 */
public record BlobSchema(Limits length, boolean sensitive) implements Schema {}

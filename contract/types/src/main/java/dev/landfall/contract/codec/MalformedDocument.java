package dev.landfall.contract.codec;

/** Broken syntax; the decoder adds where. */
final class MalformedDocument extends RuntimeException {
    MalformedDocument(String problem) {
        super(problem, null, false, false);
    }
}

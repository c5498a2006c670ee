package dev.landfall.ecr.image;

import dev.landfall.ecr.blob.Digest;

/**
 * A manifest's pointer to content.
 *
 * @param size in bytes
 * @param foreign kept elsewhere on purpose (it names its URLs), so no registry holds it
 */
public record Descriptor(String mediaType, Digest digest, long size, boolean foreign) {}

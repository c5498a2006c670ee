package dev.landfall.ecr.repository;

import dev.landfall.ecr.blob.Digest;

/** A name that an image has in its repository. */
public record Tag(String name, Digest digest) {}

package dev.landfall.ecr.repository;

/** The bytes of a manifest, exactly as they were pushed. */
public record ManifestContent(byte[] bytes) {}

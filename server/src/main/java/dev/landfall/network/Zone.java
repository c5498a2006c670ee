package dev.landfall.network;

/**
 * An availability zone.
 *
 * @param region such as {@code us-east-1}
 * @param name such as {@code us-east-1a}
 * @param id such as {@code use1-az1}
 */
public record Zone(String region, String name, String id) {}

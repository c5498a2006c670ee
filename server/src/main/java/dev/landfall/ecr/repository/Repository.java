package dev.landfall.ecr.repository;

import java.time.Instant;
import java.util.Map;

/**
 * A repository as its owner made it.
 *
 * @param scanOnPush what the owner asked for; this registry has no scanner, and says so with each image
 */
public record Repository(
        RepositoryName name,
        Instant createdAt,
        TagMutability mutability,
        boolean scanOnPush,
        Map<String, String> tags) {
    public Repository {
        tags = Map.copyOf(tags);
    }

    public Repository withMutability(TagMutability changed) {
        return new Repository(name, createdAt, changed, scanOnPush, tags);
    }

    public Repository withTags(Map<String, String> changed) {
        return new Repository(name, createdAt, mutability, scanOnPush, changed);
    }
}

package dev.landfall.engine.docker;

import java.util.List;
import java.util.Optional;

/** An image that the engine holds, and the names by digest under which it came. */
record ImageInfo(String id, List<String> repoDigests) {
    static ImageInfo of(Json json) {
        return new ImageInfo(
                json.text("Id").orElseThrow(),
                json.items("RepoDigests").stream()
                        .flatMap(item -> item.text().stream())
                        .toList());
    }

    /** The manifest's digest as the repository of a reference knows it; none for an image that was built here. */
    Optional<String> digest(ImageReference reference) {
        if (reference.digest().isPresent()) {
            return reference.digest();
        }
        return repoDigests.stream()
                .map(ImageReference::parse)
                .filter(name -> name.repository().equals(reference.repository()))
                .flatMap(name -> name.digest().stream())
                .findFirst();
    }
}

package dev.landfall.iam;

import dev.landfall.store.Reader;
import java.util.Optional;

/** The policies that services keep on their own resources, such as that of a secret. */
@FunctionalInterface
public interface ResourcePolicies {
    ResourcePolicies NONE = (reader, resource) -> Optional.empty();

    /** The document, which was checked before it was kept. */
    Optional<String> of(Reader reader, String resourceArn);
}

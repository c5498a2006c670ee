/** The OCI distribution API under {@code /v2/}, as docker, skopeo and every other client of registries speak it. */
@NullMarked
package dev.landfall.ecr.registry;

import org.jspecify.annotations.NullMarked;

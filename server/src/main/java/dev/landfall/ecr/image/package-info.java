/** Images as a repository knows them: manifests, what they refer to, tags, and the names people write for them. */
@NullMarked
package dev.landfall.ecr.image;

import org.jspecify.annotations.NullMarked;

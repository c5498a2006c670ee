/** What a registry keeps: repositories, their images and tags, and which layers belong where. */
@NullMarked
package dev.landfall.ecr.repository;

import org.jspecify.annotations.NullMarked;

/** Objects of Amazon S3, read only: buckets are folders here, or those of an S3-compatible endpoint. */
@NullMarked
package dev.landfall.s3;

import org.jspecify.annotations.NullMarked;

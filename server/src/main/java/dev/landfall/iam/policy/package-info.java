/** The IAM policy language: reading documents and deciding what they allow. Pure. */
@NullMarked
package dev.landfall.iam.policy;

import org.jspecify.annotations.NullMarked;

/** AWS Identity and Access Management: roles, users, groups, policies, access keys, and what they allow. */
@NullMarked
package dev.landfall.iam;

import org.jspecify.annotations.NullMarked;

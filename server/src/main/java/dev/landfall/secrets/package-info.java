/** AWS Secrets Manager: secrets, their versions and staging labels, and their way out through a recovery window. */
@NullMarked
package dev.landfall.secrets;

import org.jspecify.annotations.NullMarked;

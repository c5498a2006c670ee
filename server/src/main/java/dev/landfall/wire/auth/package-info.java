/** Who signed a request, and whether they may do what they ask: AWS Signature Version 4 and the ports to IAM. */
@NullMarked
package dev.landfall.wire.auth;

import org.jspecify.annotations.NullMarked;

/** AWS's protocols on the wire: JSON, CBOR, query strings and XML, each driven by the schemas alone. */
@NullMarked
package dev.landfall.contract.codec;

import org.jspecify.annotations.NullMarked;

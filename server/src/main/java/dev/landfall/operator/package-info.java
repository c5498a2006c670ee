/** Landfall's own API: what whoever runs a server asks of it that no AWS API has a word for. */
@NullMarked
package dev.landfall.operator;

import org.jspecify.annotations.NullMarked;

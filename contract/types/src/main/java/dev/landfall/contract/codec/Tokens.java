package dev.landfall.contract.codec;

import java.math.BigDecimal;
import java.time.Instant;

/** A document read token by token. Every method throws {@link MalformedDocument} where the syntax is broken. */
interface Tokens {
    /** Maps and lists may lie this deep in each other; the deepest shape of AWS's needs a fifth of it. */
    int DEPTH_LIMIT = 100;

    /** Moves on to the next token. */
    Token next();

    /** The text or the name that {@link #next} came to. */
    String text();

    /** The number that {@link #next} came to. */
    BigDecimal number();

    double floating();

    byte[] bytes();

    Instant timestamp();

    /** Passes over the rest of the value whose first token {@link #next} came to. */
    void skip();
}

package dev.landfall.contract.codec;

/** A step through a document, whatever its syntax. */
enum Token {
    MAP,
    NAME,
    END_MAP,
    LIST,
    END_LIST,
    TEXT,
    INTEGER,
    FLOATING,
    TRUE,
    FALSE,
    NULL,
    BYTES,
    TIMESTAMP,
    END_OF_INPUT
}

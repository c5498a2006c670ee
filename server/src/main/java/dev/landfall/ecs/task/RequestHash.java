package dev.landfall.ecs.task;

import dev.landfall.contract.Structure;
import dev.landfall.contract.codec.JsonCodec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two requests are the same. */
final class RequestHash {
    private RequestHash() {}

    static String of(Structure request) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(JsonCodec.encode(request)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

package dev.landfall.contract.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a CBOR document: heads, their arguments, and strings. No length is believed beyond what is there. */
final class CborBytes {
    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int LIST = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int SIMPLE = 7;

    private static final int INDEFINITE = 31;
    private static final int BREAK = 0xff;

    private final ByteBuffer in;

    CborBytes(byte[] document) {
        this.in = ByteBuffer.wrap(document);
    }

    boolean atEnd() {
        return !in.hasRemaining();
    }

    static int major(int head) {
        return head >> 5;
    }

    static int info(int head) {
        return head & 0x1f;
    }

    boolean isIndefinite(int head) {
        return info(head) == INDEFINITE;
    }

    int head() {
        need(1);
        return in.get() & 0xff;
    }

    /** Takes the break that ends an indefinite item, if it comes next. */
    boolean takeBreak() {
        need(1);
        if ((in.get(in.position()) & 0xff) != BREAK) {
            return false;
        }
        in.get();
        return true;
    }

    /** The argument of a head, as unsigned bits. */
    long argument(int head) {
        int info = info(head);
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw new MalformedDocument("Unexpected length of an item");
        }
        need(1 << (info - 24));
        return switch (info) {
            case 24 -> in.get() & 0xffL;
            case 25 -> in.getShort() & 0xffffL;
            case 26 -> in.getInt() & 0xffff_ffffL;
            default -> in.getLong();
        };
    }

    /** How many items a list or map announces, each of which takes a byte at least. */
    long count(int head, int itemsPerEntry) {
        long entries = argument(head);
        if (entries < 0 || entries > in.remaining() / itemsPerEntry) {
            throw new MalformedDocument("Unexpected end of the document");
        }
        return entries * itemsPerEntry;
    }

    byte[] bytes(int head) {
        if (!isIndefinite(head)) {
            return take(head);
        }
        var whole = new ByteArrayOutputStream();
        while (!takeBreak()) {
            int chunk = head();
            if (major(chunk) != major(head)) {
                throw new MalformedDocument("Unexpected chunk of a string");
            }
            whole.writeBytes(take(chunk));
        }
        return whole.toByteArray();
    }

    private byte[] take(int head) {
        long length = argument(head);
        if (length < 0 || length > in.remaining()) {
            throw new MalformedDocument("Unexpected end of the document");
        }
        var taken = new byte[(int) length];
        in.get(taken);
        return taken;
    }

    String text(int head) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(head)))
                    .toString();
        } catch (CharacterCodingException invalid) {
            throw new MalformedDocument("Expected UTF-8");
        }
    }

    private void need(int bytes) {
        if (in.remaining() < bytes) {
            throw new MalformedDocument("Unexpected end of the document");
        }
    }
}

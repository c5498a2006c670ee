package dev.landfall.contract.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** CBOR's tokens (RFC 8949), so far as Smithy's RPC protocol uses them. */
final class CborTokens implements Tokens {
    private static final int EPOCH_SECONDS_TAG = 1;
    private static final long INDEFINITE = -1;

    /** A map or list that is open; a map counts its keys and values each. */
    private static final class Frame {
        final boolean map;
        long left;
        boolean atKey;

        Frame(boolean map, long left) {
            this.map = map;
            this.left = left;
            this.atKey = map;
        }
    }

    private final CborBytes in;
    private final Deque<Frame> open = new ArrayDeque<>();
    private Token current = Token.NULL;
    private @Nullable Object value;

    CborTokens(byte[] document) {
        this.in = new CborBytes(document);
    }

    @Override
    public Token next() {
        current = advance();
        return current;
    }

    private Token advance() {
        var frame = open.peek();
        if (frame == null) {
            return in.atEnd() ? Token.END_OF_INPUT : item();
        }
        if (ended(frame)) {
            open.pop();
            return frame.map ? Token.END_MAP : Token.END_LIST;
        }
        if (frame.left != INDEFINITE) {
            frame.left--;
        }
        return frame.map ? entry(frame) : item();
    }

    private boolean ended(Frame frame) {
        if (frame.left != INDEFINITE) {
            return frame.left == 0;
        }
        if (frame.map && !frame.atKey) {
            return false; // a break in place of a value is malformed, which item() finds
        }
        return in.takeBreak();
    }

    private Token entry(Frame frame) {
        boolean key = frame.atKey;
        frame.atKey = !key;
        var token = item();
        if (!key) {
            return token;
        }
        if (token != Token.TEXT) {
            throw new MalformedDocument("Expected a text string as a key");
        }
        return Token.NAME;
    }

    private Token item() {
        int head = in.head();
        while (CborBytes.major(head) == CborBytes.TAG) {
            if (in.argument(head) == EPOCH_SECONDS_TAG) {
                return timestampItem();
            }
            head = in.head(); // the value is read as if it were untagged
        }
        return item(head);
    }

    private Token timestampItem() {
        var token = item(in.head());
        if (token == Token.INTEGER) {
            value = Timestamps.ofSeconds((BigDecimal) held());
        } else if (token == Token.FLOATING) {
            value = Timestamps.ofSeconds((double) held());
        } else {
            throw new MalformedDocument("Expected a number as a timestamp");
        }
        return Token.TIMESTAMP;
    }

    private Token item(int head) {
        return switch (CborBytes.major(head)) {
            case CborBytes.UNSIGNED -> integer(unsigned(in.argument(head)));
            case CborBytes.NEGATIVE -> integer(unsigned(in.argument(head)).not());
            case CborBytes.BYTES -> hold(Token.BYTES, in.bytes(head));
            case CborBytes.TEXT -> hold(Token.TEXT, in.text(head));
            case CborBytes.LIST -> open(Token.LIST, head, 1);
            case CborBytes.MAP -> open(Token.MAP, head, 2);
            case CborBytes.SIMPLE -> simple(head);
            default -> throw new MalformedDocument("Unexpected tag");
        };
    }

    private Token open(Token token, int head, int itemsPerEntry) {
        if (open.size() >= DEPTH_LIMIT) {
            throw new MalformedDocument("Document nesting depth exceeds the maximum allowed (" + DEPTH_LIMIT + ")");
        }
        open.push(new Frame(token == Token.MAP, in.isIndefinite(head) ? INDEFINITE : in.count(head, itemsPerEntry)));
        return token;
    }

    private Token simple(int head) {
        return switch (CborBytes.info(head)) {
            case 20 -> Token.FALSE;
            case 21 -> Token.TRUE;
            case 22, 23 -> Token.NULL;
            case 25 -> hold(Token.FLOATING, (double) Float.float16ToFloat((short) in.argument(head)));
            case 26 -> hold(Token.FLOATING, (double) Float.intBitsToFloat((int) in.argument(head)));
            case 27 -> hold(Token.FLOATING, Double.longBitsToDouble(in.argument(head)));
            default -> throw new MalformedDocument("Unexpected simple value");
        };
    }

    private Token integer(BigInteger number) {
        return hold(Token.INTEGER, new BigDecimal(number));
    }

    private Token hold(Token token, Object held) {
        value = held;
        return token;
    }

    private static BigInteger unsigned(long bits) {
        return bits >= 0 ? BigInteger.valueOf(bits) : BigInteger.valueOf(bits).add(BigInteger.ONE.shiftLeft(64));
    }

    private Object held() {
        if (value == null) {
            throw new IllegalStateException("no value was read");
        }
        return value;
    }

    @Override
    public String text() {
        return (String) held();
    }

    @Override
    public BigDecimal number() {
        return switch (held()) {
            case BigDecimal number -> number;
            case Double number when Double.isFinite(number) -> BigDecimal.valueOf(number);
            default -> throw new MalformedDocument("Number is out of range");
        };
    }

    @Override
    public double floating() {
        return ((Number) held()).doubleValue();
    }

    @Override
    public byte[] bytes() {
        return (byte[]) held();
    }

    @Override
    public Instant timestamp() {
        return (Instant) held();
    }

    @Override
    public void skip() {
        int outside = open.size() - 1;
        if (current == Token.MAP || current == Token.LIST) {
            while (open.size() > outside) {
                next();
            }
        }
    }
}

package dev.landfall.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.contract.Structure;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells a client where the next page begins, in a text that only this installation can have written. A token fits the
 * realm, the operation and the filters it was given for, and nothing else.
 */
public final class PageTokens {
    private static final byte VERSION = 1;
    private static final int MAC_BYTES = 16;
    private static final int LONGEST_TOKEN = 8_192; // two keys at their longest, in Base64
    private static final String ALGORITHM = "HmacSHA256";

    /** What may differ from one page to the next: the token itself and the size of a page, by AWS's names for them. */
    private static final Set<String> NOT_FILTERS =
            Set.of("nexttoken", "marker", "maxresults", "maxitems", "maxrecords", "pagesize", "limit");

    private final SecretKeySpec key;

    /** @param secret at least 16 random bytes, the same for as long as tokens shall be good */
    public PageTokens(byte[] secret) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("The secret of page tokens is shorter than 16 bytes");
        }
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The token that continues the answer to this request after a position. */
    public String issue(Call call, Structure request, Scan.Position last) {
        var entry = last.entry().encoded().getBytes(UTF_8);
        var document = last.document().encoded().getBytes(UTF_8);
        var payload = ByteBuffer.allocate(1 + 2 + entry.length + document.length)
                .put(VERSION)
                .putShort((short) entry.length)
                .put(entry)
                .put(document)
                .array();
        var token = ByteBuffer.allocate(MAC_BYTES + payload.length)
                .put(mac(call, request, payload))
                .put(payload)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The position of a token; empty for one that was not issued for such a request. */
    public Optional<Scan.Position> read(Call call, Structure request, String token) {
        var bytes = decoded(token);
        if (bytes.length < MAC_BYTES + 3) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(bytes);
        var mac = new byte[MAC_BYTES];
        var payload = new byte[bytes.length - MAC_BYTES];
        buffer.get(mac).get(payload);
        if (!MessageDigest.isEqual(mac, mac(call, request, payload)) || payload[0] != VERSION) {
            return Optional.empty();
        }
        var entryLength = Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort(1));
        var entry = new String(payload, 3, entryLength, UTF_8);
        var document = new String(payload, 3 + entryLength, payload.length - 3 - entryLength, UTF_8);
        return Optional.of(new Scan.Position(Key.decode(entry), Key.decode(document)));
    }

    private static byte[] decoded(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return new byte[0];
        }
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notOurs) {
            return new byte[0];
        }
    }

    private byte[] mac(Call call, Structure request, byte[] payload) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((call.realm() + "\n" + filters(request) + "\n").getBytes(UTF_8));
            return Arrays.copyOf(mac.doFinal(payload), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC with SHA-256", e);
        }
    }

    private static String filters(Structure request) {
        var members = request.schema().members();
        var out = new StringBuilder(request.schema().name());
        for (var i = 0; i < members.size(); i++) {
            if (!NOT_FILTERS.contains(members.get(i).name().toLowerCase(Locale.ROOT))) {
                out.append('\n').append(members.get(i).name()).append('=').append(request.member(i));
            }
        }
        return out.toString();
    }
}

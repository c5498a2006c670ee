package dev.landfall.contract.codec;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code application/x-www-form-urlencoded} bodies, and the query strings of URLs. */
public final class Form {
    /** Ten times what the largest request of AWS's query services can spell. */
    private static final int PARAMETERS_LIMIT = 20_000;

    private Form() {}

    /**
     * Reads the parameters, in order; of two with one name the later counts.
     *
     * @throws CodecException for broken percent-encoding and for far too many parameters
     */
    public static Map<String, String> parse(String encoded) {
        var parameters = new LinkedHashMap<String, String>();
        for (int start = 0; start < encoded.length(); ) {
            int end = encoded.indexOf('&', start);
            end = end < 0 ? encoded.length() : end;
            if (end > start) {
                add(parameters, encoded.substring(start, end));
            }
            start = end + 1;
        }
        return parameters;
    }

    private static void add(Map<String, String> parameters, String pair) {
        int equals = pair.indexOf('=');
        var name = decode(equals < 0 ? pair : pair.substring(0, equals));
        parameters.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
        if (parameters.size() > PARAMETERS_LIMIT) {
            throw new CodecException("", "Too many parameters");
        }
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new CodecException("", "Broken percent-encoding");
        }
    }
}

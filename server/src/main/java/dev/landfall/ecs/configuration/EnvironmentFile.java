package dev.landfall.ecs.configuration;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a file of variables as Docker reads an env-file: a line is {@code VARIABLE=VALUE}, one that begins with {@code #} is a
 * comment, quotation marks and blanks belong to the value, nothing is escaped. Of a variable that is there twice the last
 * line counts.
 */
public final class EnvironmentFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private EnvironmentFile() {}

    /** Whether an ARN is that of an object that can be such a file. */
    public static boolean isPlace(String arn) {
        return Place.of(arn).isPresent();
    }

    /** An object in a bucket. */
    record Place(String bucket, String key) {
        /** Out of {@code arn:aws:s3:::bucket/path/name.env}; empty when it is none. */
        static Optional<Place> of(String arn) {
            var parts = arn.split(":", SecretReference.ARN_PARTS);
            if (parts.length != SecretReference.ARN_PARTS || !parts[0].equals("arn") || !parts[2].equals("s3")) {
                return Optional.empty();
            }
            var slash = parts[5].indexOf('/');
            return slash < 1 || !parts[5].endsWith(".env")
                    ? Optional.empty()
                    : Optional.of(new Place(parts[5].substring(0, slash), parts[5].substring(slash + 1)));
        }
    }

    static Map<String, String> parse(byte[] bytes) throws Malformed {
        var variables = new LinkedHashMap<String, String>();
        var number = 0;
        for (var raw : text(bytes).split("\n", -1)) {
            number++;
            var line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
            var equals = line.indexOf('=');
            if (line.startsWith("#") || equals < 0) {
                continue; // Docker would take a variable without a value from its own environment, which tasks have not
            }
            var name = line.substring(0, equals).stripLeading();
            if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace) || line.indexOf('\0') >= 0) {
                throw new Malformed("line " + number + " has no valid variable name");
            }
            variables.put(name, line.substring(equals + 1));
        }
        return variables;
    }

    private static String text(byte[] bytes) throws Malformed {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new Malformed("it is not UTF-8");
        }
    }
}

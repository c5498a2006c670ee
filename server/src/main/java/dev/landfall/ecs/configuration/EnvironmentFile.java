package dev.landfall.ecs.configuration;

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

    private static final String EXTENSION = ".env";

    private EnvironmentFile() {}

    /** Whether an ARN is that of an object that can be such a file. */
    public static boolean isPlace(String arn) {
        return place(arn).isPresent();
    }

    static Optional<ObjectPlace> place(String arn) {
        return ObjectPlace.of(arn).filter(place -> place.key().endsWith(EXTENSION));
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
        var text = ObjectText.of(bytes);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}

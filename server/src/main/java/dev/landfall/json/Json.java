package dev.landfall.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value. */
public sealed interface Json {
    record Text(String value) implements Json {}

    /** A number as it was written: nobody has asked yet how exact it must be. */
    record Numeral(String digits) implements Json {
        public double value() {
            return Double.parseDouble(digits);
        }
    }

    record Truth(boolean value) implements Json {}

    record Null() implements Json {}

    record Items(List<Json> values) implements Json {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** Members in the order in which they were written. */
    record Members(Map<String, Json> values) implements Json {
        public Optional<Json> get(String name) {
            return Optional.ofNullable(values.get(name));
        }
    }

    /** Reads one whole text. @throws Malformed */
    static Json parse(String text) throws Malformed {
        return JsonTree.read(text);
    }

    /** A text that is not JSON, or says a member twice. */
    final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }
}

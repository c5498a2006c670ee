package dev.landfall.json;

import java.util.stream.Collectors;

/** A JSON tree as compact text. */
public final class JsonText {
    private JsonText() {}

    public static String of(Json json) {
        return switch (json) {
            case Json.Text text -> quoted(text.value());
            case Json.Numeral numeral -> numeral.digits();
            case Json.Truth truth -> String.valueOf(truth.value());
            case Json.Null nothing -> "null";
            case Json.Items items ->
                items.values().stream().map(JsonText::of).collect(Collectors.joining(",", "[", "]"));
            case Json.Members members ->
                members.values().entrySet().stream()
                        .map(entry -> quoted(entry.getKey()) + ":" + of(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
        };
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}

package dev.landfall.iam.policy;

import java.util.Locale;
import java.util.Optional;

/** A text in which {@code *} stands for any characters and {@code ?} for any one. */
class Pattern {
    private static final char ANY = '\uE000'; // private use: what a pattern writes as '*'
    private static final char ONE = '\uE001'; // and as '?'

    private static final char UNKNOWN = '\uFFFD'; // what a value has no business to hold

    private final String pattern;

    private Pattern(String pattern) {
        this.pattern = pattern;
    }

    /** Actions are compared in any case. */
    static Pattern action(String text) {
        return new Pattern(marked(text.toLowerCase(Locale.ROOT))) {
            @Override
            boolean matches(String action) {
                return super.matches(action.toLowerCase(Locale.ROOT));
            }
        };
    }

    static Pattern of(String text) {
        return new Pattern(marked(text));
    }

    private static String marked(String text) {
        return text.replace('*', ANY).replace('?', ONE);
    }

    /**
     * With policy variables such as {@code ${aws:username}}, whose values are taken literally; empty where the request
     * lacks one, which then matches nothing.
     */
    static Optional<Pattern> of(String text, AccessRequest request) {
        return expand(text, request).map(Pattern::new);
    }

    /** The text with its variables filled in and no wildcards; for operators that know none. */
    static Optional<String> literal(String text, AccessRequest request) {
        return expand(text, request).map(expanded -> expanded.replace(ANY, '*').replace(ONE, '?'));
    }

    private static Optional<String> expand(String text, AccessRequest request) {
        var out = new StringBuilder();
        var at = 0;
        for (var open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
            var close = text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            var value = variable(text.substring(open + 2, close), request);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            out.append(marked(text.substring(at, open)))
                    .append(value.get().replace(ANY, UNKNOWN).replace(ONE, UNKNOWN));
            at = close + 1;
        }
        return Optional.of(out.append(marked(text.substring(at))).toString());
    }

    private static Optional<String> variable(String name, AccessRequest request) {
        if (name.equals("*") || name.equals("?") || name.equals("$")) {
            return Optional.of(name);
        }
        var comma = name.indexOf(',');
        if (comma < 0) {
            return request.variable(name.strip());
        }
        var fallback = name.substring(comma + 1).strip();
        return request.variable(name.substring(0, comma).strip())
                .or(() -> Optional.of(fallback.replaceAll("^'|'$", "")));
    }

    /** Goes back to the last {@code *} only, so that it takes no longer than both lengths multiplied. */
    boolean matches(String text) {
        var at = 0;
        var in = 0;
        var star = -1;
        var resume = 0;
        while (at < text.length()) {
            if (in < pattern.length() && pattern.charAt(in) == ANY) {
                star = in++;
                resume = at;
            } else if (in < pattern.length() && (pattern.charAt(in) == ONE || pattern.charAt(in) == text.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == ANY) {
            in++;
        }
        return in == pattern.length();
    }
}

package dev.landfall.ecs.placement;

/** The text of a query and how far it was read. */
final class QueryText {
    private static final String SIGNS = "=!<>~";

    private final String text;
    private int at;

    QueryText(String text) {
        this.text = text;
    }

    boolean atEnd() {
        skipSpace();
        return at == text.length();
    }

    boolean take(String sign) {
        skipSpace();
        if (text.startsWith(sign, at)) {
            at += sign.length();
            return true;
        }
        return false;
    }

    void require(String sign) {
        if (!take(sign)) {
            throw unexpected();
        }
    }

    /** A word of its own, in any case. */
    boolean takeWord(String word) {
        skipSpace();
        var end = at + word.length();
        if (text.regionMatches(true, at, word, 0, word.length())
                && (end == text.length() || !isWord(text.charAt(end)))) {
            at = end;
            return true;
        }
        return false;
    }

    /** An exclamation mark before a query. */
    boolean takeNegation() {
        skipSpace();
        if (at < text.length() && text.charAt(at) == '!') {
            at++;
            return true;
        }
        return false;
    }

    String subject() {
        skipSpace();
        var start = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw unexpected();
        }
        return text.substring(start, at);
    }

    Operator operator() {
        skipSpace();
        var start = at;
        while (at < text.length() && SIGNS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        var sign = text.substring(start, at);
        if (sign.isEmpty() || sign.equals("!")) { // a word, or one negated
            while (at < text.length() && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            sign = text.substring(start, at);
        }
        var read = sign;
        return Operator.of(read).orElseThrow(() -> new QueryFault("'" + read + "' is no operator"));
    }

    /** In quotes, or up to the next space, comma or closing bracket that is not its own. */
    String argument() {
        skipSpace();
        if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
            return quoted(text.charAt(at));
        }
        var start = at;
        var open = 0;
        while (at < text.length() && !(ends(text.charAt(at)) && open == 0)) {
            open += switch (text.charAt(at)) {
                case '(', '[' -> 1;
                case ')', ']' -> -1;
                default -> 0;
            };
            at++;
        }
        if (at == start) {
            throw unexpected();
        }
        return text.substring(start, at);
    }

    private String quoted(char quote) {
        var end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw new QueryFault("a quotation has no end");
        }
        var inner = text.substring(at + 1, end);
        at = end + 1;
        return inner;
    }

    QueryFault unexpected() {
        return at >= text.length()
                ? new QueryFault("it ends too early")
                : new QueryFault("'" + text.charAt(at) + "' is unexpected at position " + (at + 1));
    }

    private static boolean ends(char c) {
        return Character.isWhitespace(c) || c == ',' || c == ')' || c == ']';
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || "_-./\\:".indexOf(c) >= 0;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}

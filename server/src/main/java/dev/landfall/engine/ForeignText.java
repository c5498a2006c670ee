package dev.landfall.engine;

/** Words of strangers, such as a registry's: kept to a length, and without what could command a terminal. */
public final class ForeignText {
    private ForeignText() {}

    /**
     * The beginning of a text, as it may be stored and shown.
     *
     * @param most characters
     */
    public static String of(String text, int most) {
        var whole = text.length() <= most;
        var end = whole || !Character.isHighSurrogate(text.charAt(most - 1)) ? Math.min(most, text.length()) : most - 1;
        var shown = new StringBuilder(end);
        for (var at = 0; at < end; at++) {
            var one = text.charAt(at);
            shown.append(Character.isISOControl(one) ? ' ' : one);
        }
        return shown.toString();
    }
}

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
        var beginning = beginning(text, most);
        var shown = new StringBuilder(beginning.length());
        for (var at = 0; at < beginning.length(); at++) {
            var one = beginning.charAt(at);
            shown.append(Character.isISOControl(one) ? ' ' : one);
        }
        return shown.toString();
    }

    /** At most so many characters as they are, none of them half a pair: that could not be written as UTF-8. */
    public static String beginning(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}

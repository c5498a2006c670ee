package dev.landfall.ecs.placement;

/** Runs of digits compare as numbers and all else as text, so that counts, versions and dates sort as people expect. */
final class NaturalOrder {
    private NaturalOrder() {}

    static int compare(String a, String b) {
        var i = 0;
        var j = 0;
        while (i < a.length() && j < b.length()) {
            var digitsA = digits(a, i);
            var digitsB = digits(b, j);
            int order;
            if (digitsA > 0 && digitsB > 0) {
                order = compareNumbers(a.substring(i, i + digitsA), b.substring(j, j + digitsB));
                i += digitsA;
                j += digitsB;
            } else {
                order = Character.compare(a.charAt(i++), b.charAt(j++));
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    private static int digits(String text, int from) {
        var end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - from;
    }

    private static int compareNumbers(String a, String b) {
        var one = a.replaceFirst("^0+", "");
        var other = b.replaceFirst("^0+", "");
        return one.length() == other.length() ? one.compareTo(other) : Integer.compare(one.length(), other.length());
    }
}

package dev.landfall.contract;

/** A text that may be looked at only so often, which bounds what a matcher can do with it. */
final class Budgeted implements CharSequence {
    private static final long LOOKS = 100_000;
    private static final long LOOKS_PER_CHARACTER = 20; // ordinary expressions take two or three

    /** The text was looked at too often. */
    static final class Spent extends RuntimeException {
        Spent() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private long left;

    Budgeted(String text) {
        this.text = text;
        this.left = LOOKS + LOOKS_PER_CHARACTER * text.length();
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new Spent();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}

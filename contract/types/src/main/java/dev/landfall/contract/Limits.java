package dev.landfall.contract;

/** The least and the most of a length or a value, both inclusive; either may be open. */
public record Limits(long least, long most) {
    public static final Limits NONE = new Limits(Long.MIN_VALUE, Long.MAX_VALUE);

    public static Limits atLeast(long least) {
        return new Limits(least, Long.MAX_VALUE);
    }

    public static Limits atMost(long most) {
        return new Limits(Long.MIN_VALUE, most);
    }

    public boolean hasLeast() {
        return least != Long.MIN_VALUE;
    }

    public boolean hasMost() {
        return most != Long.MAX_VALUE;
    }
}

package dev.landfall.engine;

/** Ports that follow each other, from the first to the last; one where both are the same. */
public record PortRange(int first, int last) {
    public PortRange {
        if (first < 0 || last < first || last > 65_535) {
            throw new IllegalArgumentException("No range of ports: " + first + " to " + last);
        }
    }

    public static PortRange of(int port) {
        return new PortRange(port, port);
    }

    /** Reads {@code 8000-8010} or {@code 8000}. @throws IllegalArgumentException for anything else */
    public static PortRange parse(String text) {
        var dash = text.indexOf('-');
        return dash < 0
                ? of(Integer.parseInt(text))
                : new PortRange(Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    public int size() {
        return last - first + 1;
    }

    public boolean isSingle() {
        return first == last;
    }

    @Override
    public String toString() {
        return isSingle() ? Integer.toString(first) : first + "-" + last;
    }
}

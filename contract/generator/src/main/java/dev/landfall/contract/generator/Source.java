package dev.landfall.contract.generator;

/** Java text being written, indented as it opens and closes. */
final class Source {
    private final StringBuilder text = new StringBuilder();
    private int depth;

    void line(String line) {
        if (!line.isEmpty()) {
            text.repeat("    ", depth).append(line);
        }
        text.append('\n');
    }

    void open(String line) {
        line(line);
        depth++;
    }

    void close() {
        end("}");
    }

    void end(String line) {
        depth--;
        line(line);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

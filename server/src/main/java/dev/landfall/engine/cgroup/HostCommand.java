package dev.landfall.engine.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this machine. */
final class HostCommand implements Systemd.Command {
    private static final int MOST_OUTPUT_BYTES = 4 << 20; // a line for each of tens of thousands of units
    private static final int PATIENCE_SECONDS = 20;

    @Override
    public Systemd.Said run(List<String> words) throws IOException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readNBytes(MOST_OUTPUT_BYTES), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(words.getFirst() + " did not end within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + words.getFirst() + " ran", e);
        }
        return new Systemd.Said(process.exitValue(), text.strip());
    }
}

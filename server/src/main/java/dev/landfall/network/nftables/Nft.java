package dev.landfall.network.nftables;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The {@code nft} program. */
final class Nft {
    private static final int MAX_OUTPUT_BYTES = 32 << 20; // a map of a whole /12 pool
    private static final String TABLE = "table ip ";
    private static final int TIMEOUT_SECONDS = 20;

    private final String program;

    Nft(String program) {
        this.program = program;
    }

    /** Runs a script as one kernel transaction: all of it, or nothing. @throws Refused */
    void apply(String script) {
        var done = run(List.of("-f", "-"), script);
        if (done.status() != 0) {
            throw new Refused(done.output());
        }
    }

    /** A map as nft prints it; empty when there is none. */
    Optional<String> listMap(String table, String map) {
        var done = run(List.of("list", "map", "ip", table, map), "");
        return done.status() == 0 ? Optional.of(done.output()) : Optional.empty();
    }

    /** A chain as nft prints it; empty when there is none. */
    Optional<String> listChain(String table, String chain) {
        var done = run(List.of("list", "chain", "ip", table, chain), "");
        return done.status() == 0 ? Optional.of(done.output()) : Optional.empty();
    }

    /** The names of all IPv4 tables. */
    List<String> listTables() {
        return run(List.of("list", "tables", "ip"), "")
                .output()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(TABLE))
                .map(line -> line.substring(TABLE.length()))
                .toList();
    }

    private record Done(int status, String output) {}

    private Done run(List<String> arguments, String input) {
        var command = new java.util.ArrayList<>(List.of(program));
        command.addAll(arguments);
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            // nft reads its whole input before it says a word, so writing first and reading then cannot lock up.
            var output = new String(process.getInputStream().readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new Refused("nft did not end within " + TIMEOUT_SECONDS + " s");
            }
            return new Done(process.exitValue(), output.strip());
        } catch (IOException e) {
            throw new Refused(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("Interrupted while nft ran");
        }
    }

    /** The kernel or the program said no. Nothing was changed. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}

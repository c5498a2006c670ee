package dev.landfall.ecs.explain;

import java.util.Map;
import java.util.Optional;

/** What an exit code says by the customs of Unix. */
record ExitCode(int value) {
    private static final int SIGNALS = 128;
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(6, "SIGABRT"),
            Map.entry(7, "SIGBUS"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"));

    /** The signal that ended it. */
    Optional<String> signal() {
        return Optional.ofNullable(NAMES.get(value - SIGNALS));
    }

    /** The code, with what it means where that is customary. */
    @Override
    public String toString() {
        var meaning = switch (value) {
            case 126 -> Optional.of("the command could not be executed");
            case 127 -> Optional.of("the command was not found");
            default -> signal();
        };
        return "exit code " + value + meaning.map(text -> ", " + text).orElse("");
    }
}

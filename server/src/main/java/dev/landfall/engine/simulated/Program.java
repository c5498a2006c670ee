package dev.landfall.engine.simulated;

import java.util.List;

/**
 * What a simulated container does. A command of {@code simulate}, a verb and a number says it; any other command runs
 * until SIGTERM.
 */
sealed interface Program {
    String COMMAND = "simulate";

    /** Runs until SIGTERM, after writing so many lines. */
    record Runs(int lines) implements Program {}

    /** Runs until SIGKILL. */
    record IgnoresTermination() implements Program {}

    record Exits(int code) implements Program {}

    /** Writes that it lives, and exits with 1; the next time it runs on until SIGTERM. */
    record ExitsOnce() implements Program {}

    /** Exits with 1 after so long, in each of its lives. */
    record Lives(int seconds) implements Program {}

    /** Runs, and answers on a port of its pod's localhost. */
    record Serves(int port) implements Program {}

    /** Exits with 0 once another container of its pod serves on the port. */
    record Fetches(int port) implements Program {}

    /** Cannot be started. */
    record Missing(String name) implements Program {}

    static Program of(List<String> command) {
        if (command.isEmpty() || !command.getFirst().equals(COMMAND)) {
            return new Runs(0);
        }
        var number = command.size() > 2 ? Integer.parseInt(command.get(2)) : 0;
        return switch (command.get(1)) {
            case "prints" -> new Runs(number);
            case "ignores-termination" -> new IgnoresTermination();
            case "exits" -> new Exits(number);
            case "lives" -> new Lives(number);
            case "exits-once" -> new ExitsOnce();
            case "serves" -> new Serves(number);
            case "fetches" -> new Fetches(number);
            case "runs" -> new Runs(0);
            default -> new Missing(command.get(1));
        };
    }
}

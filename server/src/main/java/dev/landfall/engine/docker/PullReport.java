package dev.landfall.engine.docker;

import dev.landfall.engine.PodTimings.Layer;
import dev.landfall.engine.PodTimings.Layer.State;
import dev.landfall.engine.PodTimings.Tries;
import dev.landfall.engine.PullFault.Stage;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Docker tells of a pull in its course, layer by layer, and how often it was tried. */
final class PullReport {
    private static final int MAX_LAYERS = 256; // twice what an image may have

    private static final Pattern RETRYING = Pattern.compile("Retrying in (\\d{1,6}) seconds?");

    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final Map<String, Countdown> countdowns = new HashMap<>();
    private Optional<Tries> tries = Optional.empty();

    /** How often Docker itself tried a layer again, and the seconds it told last: they go down until the next time. */
    private record Countdown(int rounds, int seconds) {
        static final Countdown NONE = new Countdown(0, 0);

        Countdown at(int now) {
            return new Countdown(now > seconds ? rounds + 1 : rounds, now);
        }

        Countdown over() {
            return new Countdown(rounds, 0);
        }
    }

    /** Takes one line of progress. */
    synchronized void take(Json line, Instant now) {
        var id = line.text("id").orElse("");
        var status = line.text("status").orElse("");
        var state = state(status);
        if (id.isEmpty() || state.isEmpty() || layers.size() >= MAX_LAYERS && !layers.containsKey(id)) {
            return;
        }
        count(id, status);
        var before = layers.getOrDefault(id, new Layer(id, state.get(), 0, 0, Optional.empty(), Optional.empty()));
        if (before.state() == State.DONE && state.get() == State.PRESENT) {
            return; // it came with an earlier try
        }
        var bytes =
                Math.max(before.bytes(), line.number("progressDetail", "total")); // told while loading and extracting
        layers.put(
                id,
                new Layer(
                        id,
                        state.get(),
                        bytes,
                        done(before, state.get(), bytes, line),
                        begin(before, state.get(), now),
                        end(state.get(), now)));
    }

    private void count(String layer, String status) {
        var before = countdowns.getOrDefault(layer, Countdown.NONE);
        var again = RETRYING.matcher(status);
        var after = again.matches() ? before.at(Integer.parseInt(again.group(1))) : before.over();
        if (!after.equals(before)) {
            countdowns.put(layer, after);
        }
    }

    private static long done(Layer before, State state, long bytes, Json line) {
        return switch (state) {
            case DOWNLOADING -> Math.max(before.doneBytes(), line.number("progressDetail", "current"));
            case DOWNLOADED, EXTRACTING, DONE -> Math.max(bytes, before.doneBytes());
            case PRESENT, WAITING, RETRYING -> before.doneBytes();
        };
    }

    private static Optional<Instant> begin(Layer before, State state, Instant now) {
        var under = state != State.WAITING && state != State.PRESENT;
        return before.begin().or(() -> under ? Optional.of(now) : Optional.empty());
    }

    private static Optional<Instant> end(State state, Instant now) {
        return state == State.DONE ? Optional.of(now) : Optional.empty();
    }

    private static Optional<State> state(String status) {
        return switch (status) {
            case "Already exists" -> Optional.of(State.PRESENT);
            case "Pulling fs layer", "Waiting" -> Optional.of(State.WAITING);
            case "Downloading" -> Optional.of(State.DOWNLOADING);
            case "Verifying Checksum", "Download complete" -> Optional.of(State.DOWNLOADED);
            case "Extracting" -> Optional.of(State.EXTRACTING);
            case "Pull complete" -> Optional.of(State.DONE);
            default -> status.startsWith("Retrying") ? Optional.of(State.RETRYING) : Optional.empty();
        };
    }

    /** The pull failed, and is tried once more at some moment. */
    synchronized void willTryAgain(int count, String trouble, Instant nextAt) {
        tries = Optional.of(new Tries(count, trouble, Optional.of(nextAt)));
    }

    /** The pull failed, and is not tried again. */
    synchronized void gaveUp(int count, String trouble) {
        tries = Optional.of(new Tries(count, trouble, Optional.empty()));
    }

    synchronized Optional<Tries> tries() {
        return tries;
    }

    /** How often Docker itself began anew with the layer that gave it most trouble. */
    synchronized int triesOfEngine() {
        return countdowns.values().stream().mapToInt(Countdown::rounds).max().orElse(0);
    }

    synchronized Stage stage() {
        return layers.isEmpty() ? Stage.MANIFEST : Stage.LAYERS;
    }

    synchronized List<Layer> layers() {
        return List.copyOf(layers.values());
    }
}

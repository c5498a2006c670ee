package dev.landfall.engine.docker;

import dev.landfall.engine.PodTimings.Layer;
import dev.landfall.engine.PodTimings.Layer.State;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Docker tells of a pull in its course, layer by layer. */
final class PullReport {
    private static final int MAX_LAYERS = 256; // twice what an image may have

    private final Map<String, Layer> layers = new LinkedHashMap<>();

    /** Takes one line of progress. */
    synchronized void take(Json line, Instant now) {
        var id = line.text("id").orElse("");
        var state = line.text("status").flatMap(PullReport::state);
        if (id.isEmpty() || state.isEmpty() || layers.size() >= MAX_LAYERS && !layers.containsKey(id)) {
            return;
        }
        var before = layers.getOrDefault(id, new Layer(id, state.get(), 0, 0, Optional.empty(), Optional.empty()));
        var loading = state.get() == State.DOWNLOADING;
        var bytes = loading ? Math.max(before.bytes(), line.number("progressDetail", "total")) : before.bytes();
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

    synchronized List<Layer> layers() {
        return List.copyOf(layers.values());
    }
}

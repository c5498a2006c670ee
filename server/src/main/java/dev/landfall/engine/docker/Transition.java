package dev.landfall.engine.docker;

import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.EngineFault;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A change of one container that the engine did not come to an end with, though it answers else. */
record Transition(Kind kind, Duration limit) {
    private static final Duration PING_PATIENCE = Duration.ofSeconds(5);

    /** What the agent calls it, and by which path the engine is asked for it. */
    enum Kind {
        CREATED("created", EngineFault.Step.TIMEOUT, "/containers/create"),
        STARTED("started", EngineFault.Step.TIMEOUT, "/containers/[^/]+/start"),
        STOPPED("stopped", EngineFault.Step.TIMEOUT, "/containers/[^/]+/stop"),
        INSPECTED("inspecting", EngineFault.Step.INSPECT, "/containers/[^/]+/json"),
        VOLUME_MADE("creating volume", EngineFault.Step.VOLUME, "/volumes/create");

        private final String to;
        private final EngineFault.Step step;
        private final Pattern path;

        Kind(String to, EngineFault.Step step, String path) {
            this.to = to;
            this.step = step;
            this.path = Pattern.compile(path);
        }
    }

    /** Empty where it was no change that took too long, or the engine does not answer at all. Blocks. */
    static Optional<Transition> timedOut(EngineAway away, DockerClient client) {
        return away.getCause() instanceof DockerClient.TimedOut late
                ? kind(late.path()).filter(kind -> answers(client)).map(kind -> new Transition(kind, late.limit()))
                : Optional.empty();
    }

    /**
     * Whatever it was that a pod's containers are to run in and that the engine did not come to an end with; empty where the
     * engine does not answer at all. Blocks.
     */
    static Optional<PodFault> sandboxTimedOut(EngineAway away, DockerClient client) {
        return away.getCause() instanceof DockerClient.TimedOut late && answers(client)
                ? Optional.of(new PodFault(
                        EngineFault.Step.SANDBOX,
                        kind(late.path())
                                .map(kind -> text(kind.to, late.limit()))
                                .orElse("No answer to " + late.path() + " within " + inGo(late.limit()))))
                : Optional.empty();
    }

    EngineFault fault() {
        return new EngineFault(kind.step, text(kind.to, limit));
    }

    /** The agent's text for what did not come to an end. */
    static String text(String to, Duration limit) {
        return "Could not transition to " + to + "; timed out after waiting " + inGo(limit);
    }

    private static Optional<Kind> kind(String path) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.path.matcher(path).matches())
                .findFirst();
    }

    private static boolean answers(DockerClient client) {
        try {
            client.callUnversioned(HttpRequest.get("/_ping").within(PING_PATIENCE));
            return true;
        } catch (EngineAway | DockerFault e) {
            return false;
        }
    }

    /** As Go prints it, such as {@code 2m30s}: the agent's texts are in its words. */
    static String inGo(Duration duration) {
        var text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        return text.append(duration.toSecondsPart()).append('s').toString();
    }
}

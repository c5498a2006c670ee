package dev.landfall.engine.docker;

import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.EngineFault;
import java.time.Duration;
import java.util.Optional;

/** A change of one container that the engine did not come to an end with, though it answers else. */
record Transition(String to, Duration limit) {
    private static final Duration PING_PATIENCE = Duration.ofSeconds(5);

    /** Empty where it was no change that took too long, or the engine does not answer at all. Blocks. */
    static Optional<Transition> timedOut(EngineAway away, DockerClient client) {
        return away.getCause() instanceof DockerClient.TimedOut late
                ? to(late.path()).filter(name -> answers(client)).map(name -> new Transition(name, late.limit()))
                : Optional.empty();
    }

    EngineFault fault() {
        return new EngineFault(
                EngineFault.Step.TIMEOUT, "Could not transition to " + to + "; timed out after waiting " + inGo(limit));
    }

    private static Optional<String> to(String path) {
        if (path.equals("/containers/create")) {
            return Optional.of("created");
        }
        if (path.endsWith("/start")) {
            return Optional.of("started");
        }
        return path.endsWith("/stop") ? Optional.of("stopped") : Optional.empty();
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

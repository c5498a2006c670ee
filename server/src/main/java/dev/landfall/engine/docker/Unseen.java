package dev.landfall.engine.docker;

import dev.landfall.engine.Engine.EngineAway;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What cannot be looked at while the engine answers else. It must not hide the rest, and is told of once. */
final class Unseen {
    private static final Logger LOG = LoggerFactory.getLogger(Unseen.class);

    private final DockerClient client;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Unseen(DockerClient client) {
        this.client = client;
    }

    /** Looks at one thing, if that can be done. Blocks. @throws EngineAway where the engine answers nothing else either */
    void look(String what, Runnable look) {
        try {
            look.run();
            told.remove(what);
        } catch (EngineAway e) {
            var late = Transition.timedOut(e, client).orElseThrow(() -> e);
            tell(what, late.fault().message());
        } catch (RuntimeException e) {
            tell(what, String.valueOf(e.getMessage()));
        }
    }

    private void tell(String what, String why) {
        if (told.add(what)) {
            LOG.warn("The {} cannot be looked at: {}", what, why);
        }
    }
}

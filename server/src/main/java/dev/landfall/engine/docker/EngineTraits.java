package dev.landfall.engine.docker;

import dev.landfall.engine.cgroup.Envelopes;
import dev.landfall.engine.cgroup.NoEnvelopes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one Docker engine can do and another cannot, as far as it is known by now. */
final class EngineTraits {
    private static final Logger LOG = LoggerFactory.getLogger(EngineTraits.class);

    private volatile boolean limitsLayers;
    private volatile boolean refusesUlimits;
    private volatile boolean envelopesAreProven;
    private volatile Envelopes envelopes = new NoEnvelopes("the engine has not answered yet");

    /** Takes what an engine that is newly connected tells of itself. */
    void learn(EngineInfo info, String instance) {
        limitsLayers = info.limitsLayers();
        var found = info.ground().envelopes(instance);
        if (!found.equals(envelopes)) {
            LOG.info("Tasks are held to their size by {}", found.describe());
        }
        envelopesAreProven = found instanceof NoEnvelopes;
        envelopes = found;
        refusesUlimits = false;
    }

    /** Whether it can hold the layer a container writes to at a size. */
    boolean limitsLayers() {
        return limitsLayers;
    }

    Envelopes envelopes() {
        return envelopes;
    }

    /** Whether a container was seen in one, or there are none to be in. */
    boolean envelopesAreProven() {
        return envelopesAreProven;
    }

    void proveEnvelopes() {
        envelopesAreProven = true;
    }

    /** @return those that were tried */
    Envelopes giveUpEnvelopes(String reason) {
        var former = envelopes;
        envelopes = new NoEnvelopes(reason);
        envelopesAreProven = true;
        return former;
    }

    /** Whether it may set limits as high as it was asked for. */
    boolean setsPreferredUlimits() {
        return !refusesUlimits;
    }

    /** Whether a start failed for want of the right to raise the limit of open files; runc's words, and crun's. */
    static boolean isOpenFiles(DockerFault cause) {
        return cause.text().contains("rlimit type 7") || cause.text().contains("RLIMIT_NOFILE");
    }

    /** An engine without that right could start nothing that asks for it. */
    void cannotRaiseUlimits() {
        refusesUlimits = true;
    }
}

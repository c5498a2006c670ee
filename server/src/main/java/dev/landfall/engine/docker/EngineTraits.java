package dev.landfall.engine.docker;

import dev.landfall.engine.Envelope;
import dev.landfall.engine.Pod;
import dev.landfall.engine.cgroup.Envelopes;
import dev.landfall.engine.cgroup.NoEnvelopes;
import dev.landfall.engine.quota.NoQuotas;
import dev.landfall.engine.quota.ProjectQuotas;
import dev.landfall.engine.quota.Quotas;
import dev.landfall.engine.quota.StorageGround;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one Docker engine can do and another cannot, as far as it is known by now. */
final class EngineTraits {
    private static final Logger LOG = LoggerFactory.getLogger(EngineTraits.class);

    private volatile boolean holdsLayers;
    private volatile boolean refusesUlimits;
    private volatile boolean envelopesAreProven;
    private volatile Envelopes envelopes = new NoEnvelopes("the engine has not answered yet");
    private volatile Quotas quotas = new NoQuotas("the engine has not answered yet");

    /** Takes what an engine that is newly connected tells of itself. */
    void learn(EngineInfo info, String instance) {
        var found = info.ground().envelopes(instance);
        if (!found.equals(envelopes)) {
            LOG.info("Tasks are held to their size by {}", found.describe());
        }
        envelopesAreProven = found instanceof NoEnvelopes;
        envelopes = found;
        learn(info.storage());
        refusesUlimits = false;
    }

    private void learn(StorageGround ground) {
        var found = ground.quotas();
        holdsLayers = ground.holdsLayers();
        if (!found.equals(quotas)) {
            LOG.info(
                    "What tasks write is held to their size by {}",
                    found instanceof NoQuotas && holdsLayers ? "the engine, container by container" : found.describe());
        }
        quotas = found;
    }

    Quotas quotas() {
        return quotas;
    }

    void giveUpQuotas(String reason) {
        quotas = new NoQuotas(reason);
    }

    /** Of a pod's limits, those that nothing holds its containers to together, and each can be held to by itself. */
    Envelope apart(Pod pod) {
        var whole = pod.envelope();
        var storage = quotas instanceof ProjectQuotas || !holdsLayers ? 0 : whole.storageBytes();
        return envelopes.parent(pod.id()).isPresent()
                ? Envelope.ofStorage(storage)
                : new Envelope(whole.cpuShares(), whole.nanoCpus(), whole.memoryBytes(), whole.processes(), storage);
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

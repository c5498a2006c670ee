package dev.landfall.engine.cgroup;

import dev.landfall.engine.Envelope;
import dev.landfall.engine.PodId;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The envelopes of one instance's pods. All calls block, briefly, and may be repeated. */
public sealed interface Envelopes permits CgroupEnvelopes, SliceEnvelopes, NoEnvelopes {
    /** What the engine is told to put the pod's containers under; empty where there are no envelopes. */
    Optional<String> parent(PodId pod);

    /** Sets the limits, before a container of the pod starts. */
    void open(PodId pod, Envelope envelope) throws IOException;

    /** Whether the pod's containers asked for more memory than its envelope allows at least once. */
    boolean isExhausted(PodId pod);

    /** Removes the envelope of a pod that has no container any more. */
    void close(PodId pod) throws IOException;

    /** The pods that have one. */
    Set<PodId> open() throws IOException;

    /** Removes what belongs to no pod, once no pod has an envelope. */
    void end() throws IOException;

    /** How they are made, or why not, for a person. */
    String describe();
}

package dev.landfall.engine.docker;

import dev.landfall.engine.PodId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks at one container, more than once where the engine may still learn what its end was from. */
record ContainerLook(Workbench bench, String id) {
    /** Docker may note that memory ran out a moment after it noted the end. */
    private static final Duration MEMORY_PAUSE = Duration.ofMillis(100);

    private static final int MEMORY_LOOKS = 5;

    /**
     * What an inspection tells; empty when there is no such container. Blocks.
     *
     * @param unexpected whether an end would be news: one that was asked for needs no explanation
     * @throws dev.landfall.engine.Engine.EngineAway
     */
    Optional<ContainerInfo> take(BooleanSupplier unexpected) {
        var info = inspect();
        if (info.filter(this::isPodExhausted).isPresent()) {
            return info.map(seen -> seen.outOfMemory(
                    unexpected.getAsBoolean() && (seen.outOfMemory() || seen.wasKilled()) || isVictim(seen)));
        }
        for (var look = 1; look < MEMORY_LOOKS && isUnexplained(info) && unexpected.getAsBoolean(); look++) {
            LockSupport.parkNanos(MEMORY_PAUSE.toNanos());
            info = inspect();
        }
        return info;
    }

    private Optional<ContainerInfo> inspect() {
        return bench.containers().inspect(id).map(info -> isVictim(info) ? info.outOfMemory(true) : info);
    }

    /** Whether the kernel itself says that it killed it. */
    private boolean isVictim(ContainerInfo info) {
        return info.wasKilled() && bench.kernel().killed(id);
    }

    /**
     * The kernel kills for the pod's limit too. Docker, with control groups of version 1, then notes that on the
     * containers which were spared, and not on the one that was killed.
     */
    private boolean isPodExhausted(ContainerInfo info) {
        return info.label(Labels.POD)
                .map(PodId::new)
                .filter(bench.traits().envelopes()::isExhausted)
                .isPresent();
    }

    private static boolean isUnexplained(Optional<ContainerInfo> info) {
        return info.filter(ContainerInfo::mayHaveRunOutOfMemory).isPresent();
    }
}

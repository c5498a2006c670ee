package dev.landfall.ecs.agent;

import dev.landfall.clock.HostClock;
import dev.landfall.ecs.agent.AgentPath.Version;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.engine.PodId;
import dev.landfall.engine.StorageUse;
import dev.landfall.loop.Scheduler;
import dev.landfall.network.Interfaces;
import dev.landfall.network.TaskEndpoint;
import java.util.Optional;
import java.util.function.Function;

/**
 * The metadata and statistics of the task that asks.
 *
 * @param storage what a task has written of what it may, where that is known
 */
record MetadataEndpoint(
        Interfaces interfaces,
        TaskEndpoint endpoint,
        StatsReadings readings,
        Function<PodId, Optional<StorageUse>> storage,
        HostClock clock,
        Scheduler scheduler) {

    AgentAnswer task(Asker asker, Version version, boolean withTags) {
        var document = new TaskDocument(asker, network(asker));
        return AgentAnswer.ok(
                switch (version) {
                    case V3 -> document.brief(withTags);
                    case V4 ->
                        document.v4(
                                withTags, clock, storage.apply(asker.task().id().pod()));
                });
    }

    AgentAnswer container(Asker asker, Version version, TaskContainer container) {
        return AgentAnswer.ok(containers(asker).of(container, version == Version.V4));
    }

    AgentAnswer containerStats(Asker asker, Version version, TaskContainer container) {
        return stats(asker)
                .of(container, version == Version.V4)
                .map(AgentAnswer::ok)
                .orElseGet(() -> MetadataRefusals.noStatsNow(containers(asker).runtimeId(container)));
    }

    AgentAnswer taskStats(Asker asker, Version version) {
        return AgentAnswer.ok(stats(asker).ofAll(version == Version.V4));
    }

    /** Version 2, which has no ids in its paths. */
    AgentAnswer own(Asker asker, AgentPath.OwnTask asked) {
        var document = new TaskDocument(asker, network(asker));
        return AgentAnswer.ok(
                switch (asked.what()) {
                    case METADATA -> document.brief(false);
                    case METADATA_WITH_TAGS -> document.brief(true);
                    case STATS -> stats(asker).ofAll(false);
                });
    }

    /** Version 2 of one container; empty when it is not the task's. */
    Optional<AgentAnswer> own(Asker asker, AgentPath.OwnContainer asked) {
        var containers = containers(asker);
        return asker.task().containers().stream()
                .filter(container -> containers.runtimeId(container).equals(asked.runtimeId()))
                .findFirst()
                .map(container -> asked.stats()
                        ? containerStats(asker, Version.V3, container)
                        : AgentAnswer.ok(containers.of(container, false)));
    }

    private StatsDocument stats(Asker asker) {
        return new StatsDocument(readings, scheduler, asker, containers(asker));
    }

    private ContainerDocument containers(Asker asker) {
        return new ContainerDocument(asker, network(asker));
    }

    private NetworkDocument network(Asker asker) {
        return new NetworkDocument(asker.task(), asker.mode(), interfaces, endpoint);
    }
}

package dev.landfall.ecs.agent;

import dev.landfall.audit.SecurityEvents;
import dev.landfall.clock.HostClock.Accuracy;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskKinds;
import dev.landfall.ecs.task.TaskProtection;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.engine.StorageUse;
import dev.landfall.engine.simulated.SimulatedWorld;
import dev.landfall.engine.simulated.Weather;
import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.network.Interfaces;
import dev.landfall.network.NetworkSettings;
import dev.landfall.network.TaskEndpoint;
import dev.landfall.store.memory.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;

/** An agent, its stored tasks, and a clock that only tests move. */
final class AgentScene {
    static final String ROLE = "arn:aws:iam::000000000000:role/app";

    final MemoryStore store = new MemoryStore();
    final AgentIds ids = new AgentIds(new byte[32]);
    final SecurityEvents events;
    final Sessions roles = new Sessions();
    Optional<Accuracy> accuracy = Optional.empty();
    Optional<StorageUse> storage = Optional.empty();
    Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final AgentEndpoint agent;

    /** Gives out numbered credentials for six hours. */
    static final class Sessions implements RoleSessions {
        boolean trusted = true;
        private int given;

        @Override
        public Optional<Session> open(String roleArn, String sessionName, Instant now) {
            return trusted
                    ? Optional.of(new Session(roleArn, "ASIA" + ++given, "s", "t", now.plus(Duration.ofHours(6))))
                    : Optional.empty();
        }

        @Override
        public boolean allows(String roleArn, String action, String resource, Instant now) {
            return action.equals("ecs:UpdateTaskProtection");
        }
    }

    /** @param callers how it tells who asks */
    AgentScene(BiFunction<MemoryStore, AgentIds, Callers> callers, SecurityEvents events) {
        this.events = events;
        var random = new Random(7);
        var scheduler = new SimulatedScheduler(now, random);
        var engine = new SimulatedWorld(scheduler, random, Weather.CALM).attach("test");
        var interfaces = new Interfaces(NetworkSettings.DEFAULT, random);
        var endpoint = TaskEndpoint.none(NetworkSettings.DEFAULT.vpcBlock().at(1), "a test");
        agent = new AgentEndpoint(
                callers.apply(store, ids),
                new CredentialsEndpoint(new TaskCredentials(roles)),
                new MetadataEndpoint(
                        interfaces,
                        endpoint,
                        new StatsReadings(engine, () -> now),
                        pod -> storage,
                        () -> accuracy,
                        scheduler),
                new ProtectionEndpoint(roles, new TaskProtection(store)),
                events);
    }

    Answered ask(String method, String path, String body, String from) throws IOException {
        var answer = new Answered();
        agent.answer(new Asked(method, path, body, from, now), answer);
        return answer;
    }

    /** With a definition of its family, whose one container is {@code app}. */
    void put(Task task, NetworkMode mode) {
        var spec = RegisterTaskDefinitionRequest.builder()
                .family(task.spec().family())
                .networkMode(mode)
                .containerDefinitions(
                        List.of(ContainerDefinition.builder().name("app").build()))
                .build();
        var definition = new TaskDefinition(
                task.realm(),
                task.spec().family(),
                task.spec().revision(),
                spec,
                TaskDefinition.Status.ACTIVE,
                now,
                "",
                Optional.empty(),
                Optional.empty(),
                List.of());
        store.transact(tx -> {
            tx.put(TaskDefinition.KIND, definition.key(), definition);
            tx.put(TaskKinds.TASK, task.key(), task);
            return true;
        });
    }
}

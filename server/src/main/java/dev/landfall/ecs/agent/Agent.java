package dev.landfall.ecs.agent;

import dev.landfall.audit.SecurityEvents;
import dev.landfall.clock.HostClock;
import dev.landfall.ecs.task.ContainerEndpoints;
import dev.landfall.ecs.task.TaskProtection;
import dev.landfall.engine.Engine;
import dev.landfall.loop.Scheduler;
import dev.landfall.network.Interfaces;
import dev.landfall.network.TaskEndpoint;
import dev.landfall.store.Store;
import dev.landfall.wire.http.Route;
import java.util.List;

/** What the Amazon ECS agent is to the code in containers, put together. */
public final class Agent implements AutoCloseable {
    /** Where containers find it. */
    public static final int PORT = 80;

    /** Where containers find AWS's APIs, wherever the server itself listens. */
    public static final int API_PORT = 4566;

    private final ContainerEndpoints variables;
    private final AgentEndpoint answers;
    private final Askers askers;

    public Agent(
            Store store,
            Engine engine,
            Interfaces interfaces,
            TaskEndpoint endpoint,
            RoleSessions roles,
            SecurityEvents events,
            HostClock clock,
            AgentIds ids,
            Scheduler scheduler) {
        this.variables = new AgentVariables(endpoint, ids);
        this.askers = new Askers(store, ids);
        this.answers = new AgentEndpoint(
                askers,
                new CredentialsEndpoint(new TaskCredentials(roles)),
                new MetadataEndpoint(interfaces, endpoint, new StatsReadings(engine, scheduler::now), clock, scheduler),
                new ProtectionEndpoint(roles, new TaskProtection(store)),
                events);
    }

    /** What containers are told of it. */
    public ContainerEndpoints variables() {
        return variables;
    }

    /** All that it answers, to requests that still bear their container's address. */
    public List<Route> routes() {
        return List.of(new Route("/", answers));
    }

    @Override
    public void close() {
        askers.close();
    }
}

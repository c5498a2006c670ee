package dev.landfall.ecs.agent;

import dev.landfall.audit.SecurityEvents;
import dev.landfall.clock.HostClock;
import dev.landfall.ecs.task.ContainerEndpoints;
import dev.landfall.ecs.task.TaskProtection;
import dev.landfall.engine.Engine;
import dev.landfall.loop.Scheduler;
import dev.landfall.network.Interfaces;
import dev.landfall.network.LoopbackEndpoint;
import dev.landfall.network.TaskEndpoint;
import dev.landfall.store.Store;
import dev.landfall.wire.http.LoopbackNames;
import dev.landfall.wire.http.Route;
import java.util.List;

/** What the Amazon ECS agent is to the code in containers, put together. */
public final class Agent implements AutoCloseable {
    /** Where containers find it. */
    public static final int PORT = 80;

    /** Where containers find AWS's APIs, wherever the server itself listens. */
    public static final int API_PORT = 4566;

    private final ContainerEndpoints variables;
    private final CallersByAddress addresses;
    private final AgentEndpoint toAddresses;
    private final AgentEndpoint toIds;
    private final SecurityEvents events;

    public Agent(
            Store store,
            Engine engine,
            Interfaces interfaces,
            TaskEndpoint endpoint,
            LoopbackEndpoint loopback,
            RoleSessions roles,
            SecurityEvents events,
            HostClock clock,
            AgentIds ids,
            Scheduler scheduler) {
        this.variables = new AgentVariables(endpoint, loopback, ids);
        this.addresses = new CallersByAddress(store, ids);
        this.events = events;
        var credentials = new CredentialsEndpoint(new TaskCredentials(roles));
        var readings = new StatsReadings(engine, scheduler::now);
        var metadata = new MetadataEndpoint(interfaces, endpoint, readings, engine::storage, clock, scheduler);
        var protection = new ProtectionEndpoint(roles, new TaskProtection(store));
        this.toAddresses = new AgentEndpoint(addresses, credentials, metadata, protection, events);
        this.toIds = new AgentEndpoint(new CallersById(store, ids), credentials, metadata, protection, events);
    }

    /** What containers are told of it. */
    public ContainerEndpoints variables() {
        return variables;
    }

    /** All that it answers, to requests that still bear their container's address. */
    public List<Route> routes() {
        return List.of(new Route("/", toAddresses));
    }

    /** All that it answers on the host's own network, to those who know an id. */
    public List<Route> routesOnHost() {
        return onHost(List.of(new Route("/", toIds)));
    }

    /** The same routes for the loopback device: who calls them by a name that leads there from elsewhere is refused. */
    public List<Route> onHost(List<Route> routes) {
        return routes.stream()
                .map(route -> new Route(
                        route.prefix(),
                        new LoopbackNames(route.endpoint(), request -> events.record(Attempt.byForeignName(request)))))
                .toList();
    }

    @Override
    public void close() {
        addresses.close();
    }
}

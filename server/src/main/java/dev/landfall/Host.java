package dev.landfall;

import dev.landfall.audit.SecurityLog;
import dev.landfall.clock.KernelClock;
import dev.landfall.ecr.RegistryAddress;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.docker.DockerEngine;
import dev.landfall.engine.docker.DockerHost;
import dev.landfall.engine.docker.NetworkPlan;
import dev.landfall.engine.docker.Patience;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.loop.VirtualScheduler;
import dev.landfall.network.PacketFilter;
import dev.landfall.network.PublicAddresses;
import dev.landfall.network.TaskEndpoint;
import dev.landfall.network.forwarding.ForwardedPublicAddresses;
import dev.landfall.network.host.HostAddressGuard;
import dev.landfall.network.host.HostAddresses;
import dev.landfall.network.host.HostPacketFilter;
import dev.landfall.network.nftables.NftablesPacketFilter;
import dev.landfall.network.nftables.NftablesPublicAddresses;
import dev.landfall.network.nftables.NftablesTaskEndpoint;
import dev.landfall.s3.Buckets;
import dev.landfall.s3.EndpointBuckets;
import dev.landfall.s3.FolderBuckets;
import dev.landfall.s3.S3Source;
import dev.landfall.store.sqlite.SqliteStore;
import dev.landfall.wire.http.HttpServer;
import dev.landfall.wire.http.Listen;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A platform on this machine: real time, a real store, a real engine, a port that answers. */
public final class Host implements AutoCloseable {
    private static final int OPEN_LOG_PARTITIONS = 64; // file handles; the least used are closed beyond it

    private final VirtualScheduler scheduler;
    private final Substrate substrate;
    private final Platform platform;
    private final HttpServer http;
    private final TaskListeners listeners;
    private final LoopbackListeners loopback;

    private Host(
            VirtualScheduler scheduler,
            Substrate substrate,
            Platform platform,
            HttpServer http,
            TaskListeners listeners,
            LoopbackListeners loopback) {
        this.scheduler = scheduler;
        this.listeners = listeners;
        this.loopback = loopback;
        this.substrate = substrate;
        this.platform = platform;
        this.http = http;
    }

    /**
     * Starts everything and returns once the port answers.
     *
     * @throws IOException when the data folder or the port cannot be used
     */
    public static Host start(Settings settings) throws IOException {
        return start(settings, Patience.AGENT);
    }

    /** The same with another patience with the engine. @throws IOException */
    public static Host start(Settings settings, Patience patience) throws IOException {
        Files.createDirectories(settings.data());
        var identity = Identity.of(settings.data());
        var scheduler = new VirtualScheduler();
        var network = NetworkPlan.of(identity.instance())
                .with(settings.vpc().toString(), settings.vpc().at(1).toString());
        var addresses = publicAddresses(identity, settings, scheduler);
        var random = new SecureRandom();
        var store = SqliteStore.open(settings.data().resolve("state.db"));
        var engine = new DockerEngine(
                DockerHost.parse(settings.dockerHost().toString()),
                identity.instance(),
                network,
                addressGuard(identity, settings),
                patience,
                scheduler);
        var loopback =
                new LoopbackListeners(settings.data(), engine, settings.vpc().at(1), scheduler, random);
        var substrate = new Substrate(
                store,
                scheduler,
                engine,
                addresses,
                packetFilter(identity, settings, network.bridge()),
                taskEndpoint(identity, settings, network, addresses),
                loopback,
                settings.network(),
                new EventStorage(settings.data().resolve("logs"), OPEN_LOG_PARTITIONS),
                new BlobStore(settings.data().resolve("registry"), BlobStore.Limits.AWS),
                buckets(settings, scheduler),
                RegistryAddress.detect(settings.port()),
                new SecurityLog(settings.data().resolve("security.log"), scheduler),
                KernelClock.find(),
                random,
                identity.secret());
        var platform = new Platform(substrate);
        if (settings.auth() == Settings.Auth.ENFORCE) {
            platform.rootCredentials().leaveIn(settings.data());
        }
        loopback.start(platform.agentRoutesOnHost(), platform.containerRoutesOnHost(), platform::listensOn);
        var listen = Listen.on(settings.bind().getHostAddress(), settings.port());
        var http = HttpServer.start(listen, platform.routes(settings.auth()), scheduler::now, UUID::randomUUID);
        platform.listensOn(http.port());
        platform.start();
        var listeners = new TaskListeners(substrate, platform);
        listeners.start();
        return new Host(scheduler, substrate, platform, http, listeners, loopback);
    }

    private static TaskEndpoint taskEndpoint(
            Identity identity, Settings settings, NetworkPlan plan, PublicAddresses addresses) {
        var hostAddress = settings.vpc().at(1);
        if (settings.forwarding() == Settings.Forwarding.PROCESS) {
            return TaskEndpoint.none(hostAddress, "the operator chose to leave the kernel's tables alone");
        }
        var obstacle = addresses instanceof NftablesPublicAddresses // which tried them already
                ? Optional.<String>empty()
                : NftablesTaskEndpoint.obstacle(identity.instance());
        return obstacle.map(why -> TaskEndpoint.none(hostAddress, why))
                .orElseGet(() -> new NftablesTaskEndpoint(
                        identity.instance(), List.of(plan.bridge(), plan.portsBridge()), hostAddress));
    }

    private static Buckets buckets(Settings settings, VirtualScheduler scheduler) {
        return switch (settings.s3()) {
            case S3Source.Folder(var root) -> new FolderBuckets(root);
            case S3Source.Endpoint(var address) -> {
                var environment = S3Environment.of(System.getenv());
                yield new EndpointBuckets(address, environment.keys(), environment.region(), scheduler::now);
            }
        };
    }

    private static PublicAddresses publicAddresses(Identity identity, Settings settings, VirtualScheduler scheduler) {
        return switch (settings.forwarding()) {
            case AUTO -> HostAddresses.choose(identity.instance(), settings.network(), scheduler);
            case KERNEL -> new NftablesPublicAddresses(identity.instance(), settings.network());
            case PROCESS -> new ForwardedPublicAddresses(scheduler, "the operator chose so");
        };
    }

    private static PacketFilter packetFilter(Identity identity, Settings settings, String bridge) {
        return switch (settings.forwarding()) {
            case AUTO -> HostPacketFilter.choose(identity.instance(), bridge, settings.vpc());
            case KERNEL -> new NftablesPacketFilter(identity.instance(), bridge, settings.vpc());
            case PROCESS -> HostPacketFilter.none("the operator wants the kernel's tables left alone");
        };
    }

    private static AddressGuard addressGuard(Identity identity, Settings settings) {
        return settings.forwarding() == Settings.Forwarding.PROCESS
                ? AddressGuard.NONE
                : HostAddressGuard.choose(identity.instance());
    }

    /** Stops answering, then deciding, then closes the files. Containers live on. */
    @Override
    public void close() {
        http.close();
        listeners.close();
        loopback.close();
        platform.close();
        substrate.engine().close();
        substrate.packetFilter().close();
        substrate.publicAddresses().close();
        scheduler.close();
        substrate.events().close();
        substrate.store().close();
    }
}

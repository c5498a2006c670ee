package dev.landfall;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.docker.DockerEngine;
import dev.landfall.engine.docker.DockerHost;
import dev.landfall.engine.docker.NetworkPlan;
import dev.landfall.loop.VirtualScheduler;
import dev.landfall.network.nftables.NftablesAddressGuard;
import dev.landfall.network.nftables.NftablesPacketFilter;
import dev.landfall.network.nftables.NftablesPublicAddresses;
import dev.landfall.network.nftables.NftablesTaskEndpoint;
import java.util.List;

/**
 * Takes back all that an installation made outside of its data folder: what it told the kernel, and its containers,
 * volumes, networks and control groups. What is not there does no harm, so it may be repeated. The server must be down.
 *
 * @param settings of the installation; ranges that a server of before was started with are read from the kernel
 * @param instance the name by which engine and kernel know it
 */
public record Purge(Settings settings, String instance) {
    /**
     * Blocks for as long as the engine takes.
     *
     * @throws dev.landfall.engine.Engine.EngineAway when no engine answers; by then the kernel's tables are clear
     */
    public void run() {
        // Where this user may not touch the kernel's tables, there is nothing of theirs in them.
        if (NftablesTaskEndpoint.obstacle(instance).isEmpty()) {
            clearKernel();
        }
        clearEngine();
    }

    private void clearKernel() {
        try (var addresses = new NftablesPublicAddresses(instance, settings.network())) {
            addresses.erase();
        }
        try (var groups =
                new NftablesPacketFilter(instance, NetworkPlan.of(instance).bridge(), settings.vpc())) {
            groups.erase();
        }
        new NftablesTaskEndpoint(instance, List.of(), settings.vpc().at(1)).erase();
        new NftablesAddressGuard(instance).erase();
    }

    private void clearEngine() {
        var host = DockerHost.parse(settings.dockerHost().toString());
        try (var scheduler = new VirtualScheduler();
                var engine = new DockerEngine(host, instance, NetworkPlan.of(instance), AddressGuard.NONE, scheduler)) {
            engine.erase();
        }
    }
}

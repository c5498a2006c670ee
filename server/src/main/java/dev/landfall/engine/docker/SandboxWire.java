package dev.landfall.engine.docker;

import dev.landfall.engine.AddressGuard.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the device of this host that leads to a sandbox. */
final class SandboxWire {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxWire.class);

    /** As the sandbox itself sees it, whose one network is there: the index of the other end. */
    private static final String OTHER_END = "root/sys/class/net/eth0/iflink";

    private SandboxWire() {}

    /** Empty where the engine's processes are not this host's: on another machine, in a virtual one, or hidden from us. */
    static Optional<Wire> of(ContainerInfo sandbox, String network) {
        return sandbox.process()
                .map(number -> Path.of("/proc", number.toString()))
                .flatMap(process -> {
                    try {
                        // Another machine's number may be anybody's here.
                        if (!Files.readString(process.resolve("cgroup")).contains(sandbox.id())) {
                            return Optional.empty();
                        }
                        var device = Integer.parseInt(
                                Files.readString(process.resolve(OTHER_END)).strip());
                        return Optional.of(new Wire(device, sandbox.macAddress(network), sandbox.address(network)));
                    } catch (IOException | NumberFormatException e) {
                        LOG.debug("The device of sandbox {} is not known: {}", sandbox.id(), e.toString());
                        return Optional.empty();
                    }
                });
    }
}

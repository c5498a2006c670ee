package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import java.util.List;

/** Examines one need. Looks only; changes nothing. */
@FunctionalInterface
public interface Check {
    Finding examine(Settings settings);

    /** Everything worth examining, in the order in which one would mend it. */
    static List<Check> all() {
        return List.of(
                new JavaCheck(),
                new EngineCheck(),
                new CgroupCheck(),
                new PacketFilterCheck(),
                new BridgedTrafficCheck(),
                new TaskEndpointCheck(),
                new AddressGuardCheck(),
                new VpcRangeCheck(),
                new PublicAddressCheck(),
                new LocalhostNameCheck(),
                new PortCheck(),
                new DiskCheck(),
                new StorageCheck(),
                new AwsCliCheck());
    }
}

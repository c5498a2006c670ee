package dev.landfall.ecs.instance;

import dev.landfall.engine.Machine;
import java.util.Map;
import java.util.Set;

/**
 * What an instance tells of its machine.
 *
 * @param cpu CPU units, 1024 to a core
 * @param ownPorts that no task can have, for the server has them
 */
record MachineFacts(
        int cpu, int memoryMiB, Map<String, String> attributes, String engineVersion, Set<Integer> ownPorts) {
    private static final int UNITS_PER_CPU = 1_024;
    private static final long MIB = 1_048_576;

    MachineFacts {
        attributes = Map.copyOf(attributes);
        ownPorts = Set.copyOf(ownPorts);
    }

    /** @param zone the availability zone that the machine stands for */
    static MachineFacts of(Machine machine, String zone, OwnPorts own) {
        return new MachineFacts(
                machine.cpus() * UNITS_PER_CPU,
                Math.toIntExact(machine.memoryBytes() / MIB),
                MachineAttributes.of(machine, zone),
                machine.engineVersion(),
                own.all());
    }
}

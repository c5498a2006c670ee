package dev.landfall.ecs.instance;

import dev.landfall.engine.Machine;
import java.util.Map;

/**
 * What an instance tells of its machine.
 *
 * @param cpu CPU units, 1024 to a core
 */
record MachineFacts(int cpu, int memoryMiB, Map<String, String> attributes, String engineVersion) {
    private static final int UNITS_PER_CPU = 1_024;
    private static final long MIB = 1_048_576;

    MachineFacts {
        attributes = Map.copyOf(attributes);
    }

    /** @param zone the availability zone that the machine stands for */
    static MachineFacts of(Machine machine, String zone) {
        return new MachineFacts(
                machine.cpus() * UNITS_PER_CPU,
                Math.toIntExact(machine.memoryBytes() / MIB),
                MachineAttributes.of(machine, zone),
                machine.engineVersion());
    }
}

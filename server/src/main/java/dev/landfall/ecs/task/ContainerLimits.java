package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.LinuxParameters;
import dev.landfall.engine.ContainerResources;
import dev.landfall.engine.ContainerResources.Swap;
import dev.landfall.engine.ContainerResources.Ulimit;
import dev.landfall.engine.Envelope;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a container may use of the machine, out of definition and overrides. On Fargate its machine is the task's size, so
 * that is what it finds where it has no limit of its own.
 */
final class ContainerLimits {
    /** What ECS gives a container that asks for 0, 1 or no CPU units: the kernel's least. */
    private static final int LEAST_CPU_SHARES = 2;

    private static final long MIB = 1_048_576;
    private static final long GIB = 1_073_741_824;
    private static final long NANO_CPUS = 1_000_000_000;
    private static final long CPU_UNITS = 1_024;

    /** As many as the kernel of a machine of its own numbers by default. */
    private static final long FARGATE_PROCESSES = 32_768;

    /** Fargate's own. */
    private static final Ulimit OPEN_FILES = new Ulimit("nofile", 65_535, 65_535);

    /** Fargate tells a task of 20 GiB that 20,496 MiB are reserved for it. */
    private static final long STORAGE_SURPLUS = 16 * MIB;

    private static final Swap NO_SWAP = new Swap(0, Optional.empty());

    private ContainerLimits() {}

    static ContainerResources of(Task task, ContainerDefinition definition) {
        var container = task.container(definition.nameOr(""));
        var fargate = task.spec().launchType() == LaunchType.FARGATE;
        var linux = Optional.ofNullable(definition.linuxParameters());
        return new ContainerResources(
                Math.max(LEAST_CPU_SHARES, Integer.parseInt(container.cpu())),
                fargate ? nanoCpus(task) : 0,
                memoryMiB(task, container, fargate) * MIB,
                container.memoryReservationMiB().orElse(0) * MIB,
                fargate ? Optional.of(NO_SWAP) : linux.flatMap(ContainerLimits::swap),
                linux.map(l -> l.sharedMemorySizeOr(0) * MIB).orElse(0L),
                0,
                0,
                ulimits(definition),
                fargate ? List.of(OPEN_FILES) : List.of());
    }

    /** The task's size, over all of its containers. */
    static Envelope envelope(Task task) {
        var cpu = sum(task.containers().stream().mapToInt(c -> Integer.parseInt(c.cpu())));
        var shares = task.spec().cpu().map(Integer::parseInt).orElse(cpu);
        var memory = task.spec().memory().map(Long::parseLong).orElse(0L);
        var fargate = task.spec().launchType() == LaunchType.FARGATE;
        return new Envelope(
                Math.max(LEAST_CPU_SHARES, shares),
                nanoCpus(task),
                memory * MIB,
                fargate ? FARGATE_PROCESSES : 0,
                storageBytes(task));
    }

    /** Of all containers of a task, each of which may ask for nearly the most that a number can be. */
    static int sum(IntStream sizes) {
        return (int) Math.min(Integer.MAX_VALUE, sizes.asLongStream().sum());
    }

    private static long storageBytes(Task task) {
        return task.spec()
                .ephemeralStorageGiB()
                .map(size -> size * GIB + STORAGE_SURPLUS)
                .orElse(0L);
    }

    private static long nanoCpus(Task task) {
        return task.spec().cpu().map(Long::parseLong).orElse(0L) * NANO_CPUS / CPU_UNITS;
    }

    /** Its own hard limit, else that of its machine. */
    private static long memoryMiB(Task task, TaskContainer container, boolean fargate) {
        return container
                .memoryMiB()
                .or(() -> task.spec().memory().filter(size -> fargate).map(Integer::parseInt))
                .orElse(0);
    }

    /** Swappiness counts only beside a size. */
    private static Optional<Swap> swap(LinuxParameters linux) {
        return Optional.ofNullable(linux.maxSwap())
                .map(size -> new Swap(size * MIB, Optional.ofNullable(linux.swappiness())));
    }

    private static List<Ulimit> ulimits(ContainerDefinition definition) {
        return definition.ulimitsOrEmpty().stream()
                .map(u -> new Ulimit(u.name() == null ? "" : u.name().value(), u.softLimitOr(0), u.hardLimitOr(0)))
                .toList();
    }
}

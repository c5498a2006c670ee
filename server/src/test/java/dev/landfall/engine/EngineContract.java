package dev.landfall.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.ContainerState.Absent;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Failed;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.LogLine.Position;
import dev.landfall.engine.Observation.SandboxState;
import dev.landfall.engine.Pod.Level;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every engine does. */
public abstract class EngineContract {
    private static final Level WAITING = new Level.Waiting();
    private static final Level RUNNING = new Level.Running();
    private static final Level PULLED = new Level.Pulled();

    private final PodId pod = new PodId("0123456789abcdef0123456789abcde1");
    private final List<Engine> opened = new ArrayList<>();
    private Programs programs;
    private Engine engine;
    private Listener listener;

    protected abstract Programs programs();

    /** A new engine object of an instance, on whatever the ones before left behind. */
    protected abstract Engine open(String instance);

    /** An address that a sandbox of an instance may have. */
    protected abstract String address(String instance, int number);

    /** Waits, or lets time pass, until a condition holds; fails the test if it never does. */
    protected abstract void await(String what, BooleanSupplier condition);

    protected abstract void eraseEverything();

    @BeforeEach
    void start() {
        programs = programs();
        listener = new Listener();
        engine = begin("one", listener);
    }

    @AfterEach
    void end() {
        opened.forEach(Engine::close);
        eraseEverything();
    }

    @Test
    void tellsOfItselfAndItsMachineWithoutBeingAsked() {
        await("an acquaintance", () -> engine.contact().established());
        var contact = engine.contact();
        assertThat(contact.machine()).hasValueSatisfying(machine -> {
            assertThat(machine.cpus()).isPositive();
            assertThat(machine.memoryBytes()).isGreaterThan(1 << 20);
            assertThat(machine.operatingSystem()).isEqualTo("linux");
            assertThat(machine.architecture()).isNotBlank();
            assertThat(machine.engineVersion()).isNotBlank();
            assertThat(machine.apiVersion()).matches("1[.][0-9]+");
            assertThat(machine.logDrivers()).contains("json-file");
        });
    }

    @Test
    void bringsAPodToRunning() {
        engine.ensure(pod(1, container("app", programs.waits(), RUNNING)));

        awaitState("app", Running.class);
        var seen = listener.newest(pod).orElseThrow();
        assertThat(seen.generation()).isEqualTo(1);
        assertThat(seen.sandbox())
                .isInstanceOfSatisfying(
                        SandboxState.Ready.class,
                        ready -> assertThat(ready.address()).isEqualTo(address("one", 10)));
        assertThat(seen.pullStartedAt()).isPresent();
        assertThat(seen.pullStoppedAt()).isPresent();
    }

    @Test
    void leavesAWaitingContainerAloneUntilItsTurn() {
        engine.ensure(
                pod(1, container("first", programs.waits(), RUNNING), container("second", programs.waits(), WAITING)));
        awaitState("first", Running.class);
        assertThat(state("second")).isInstanceOf(Absent.class);

        engine.ensure(
                pod(2, container("first", programs.waits(), RUNNING), container("second", programs.waits(), RUNNING)));
        awaitState("second", Running.class);
        assertThat(runtimeIds("first")).hasSize(1);
    }

    @Test
    void tellsTheCodeAContainerExitedWith() {
        engine.ensure(pod(1, container("app", programs.exits(3), RUNNING)));

        awaitState("app", Exited.class);
        assertThat(((Exited) state("app")).exitCode()).isEqualTo(3);
        assertThat(((Exited) state("app")).finishedAt()).isAfterOrEqualTo(((Exited) state("app")).startedAt());
    }

    @Test
    void doesNotRestartWhatExited() {
        engine.ensure(pod(1, container("app", programs.exits(0), RUNNING)));
        awaitState("app", Exited.class);
        var before = state("app");

        engine.ensure(
                pod(2, container("app", programs.exits(0), RUNNING), container("late", programs.waits(), RUNNING)));
        awaitState("late", Running.class);
        assertThat(state("app")).isEqualTo(before);
    }

    @Test
    void startsAContainerAgainAfterTheLifeThatIsOverAndOnlyThen() {
        engine.ensure(pod(1, container("app", programs.exits(3), RUNNING)));
        awaitState("app", Exited.class);
        var first = (Exited) state("app");

        engine.ensure(pod(2, container("app", programs.exits(3), again(first))));
        await("the second life", () -> state("app") instanceof Exited seen && isAnother(seen, first));
        var second = (Exited) state("app");
        assertThat(second.runtimeId()).isEqualTo(first.runtimeId());

        engine.ensure(
                pod(3, container("app", programs.exits(3), again(first)), container("b", programs.waits(), RUNNING)));
        awaitState("b", Running.class);
        restart();
        engine.ensure(pod(
                4,
                container("app", programs.exits(3), again(first)),
                container("b", programs.waits(), RUNNING),
                container("c", programs.waits(), RUNNING)));
        awaitState("c", Running.class);
        assertThat(state("app")).as("asking again is asking once").isEqualTo(second);
    }

    @Test
    void makesNoNewContainerForAnotherLife() {
        var never = new Level.Running(Optional.of(Instant.EPOCH));
        engine.ensure(pod(1, container("app", programs.waits(), never)));

        awaitState("app", Failed.class);
        assertThat(((Failed) state("app")).fault().step()).isEqualTo(EngineFault.Step.VANISHED);
        assertThat(runtimeIds("app")).isEmpty();
    }

    @Test
    void tellsARunningContainerOfItsSecondLifeAndStopsIt() {
        engine.ensure(pod(1, container("app", programs.exitsOnce(), RUNNING)));
        awaitState("app", Exited.class);
        var first = (Exited) state("app");

        engine.ensure(pod(1, container("app", programs.exitsOnce(), again(first))));
        awaitState("app", Running.class);
        engine.ensure(pod(2, container("app", programs.exitsOnce(), new Level.Stopped(1))));
        await("its end", () -> state("app") instanceof Exited seen && isAnother(seen, first));
    }

    @Test
    void readsTheLinesOfBothLivesOnceEach() {
        engine.ensure(pod(1, container("app", programs.exitsOnce(), RUNNING)));
        awaitState("app", Exited.class);
        var lines = new ArrayList<LogLine>();
        await("the first life's lines", () -> follow(lines, 1));
        try (var reader = engine.logs(pod, "app", lines.getLast().position())) {
            assertThat(reader.next()).isEmpty();
        }

        engine.ensure(pod(1, container("app", programs.exitsOnce(), again((Exited) state("app")))));
        await("the second life's lines", () -> follow(lines, 2));
        assertThat(lines.stream().map(LogLine::text)).containsExactly("a life", "a life");
        assertThat(lines.getFirst().position()).isLessThan(lines.getLast().position());
    }

    @Test
    void pullsTheImageOfAContainerThatWaits() {
        engine.ensure(pod(1, container("app", programs.waits(), PULLED)));
        await(
                "the image is there",
                () -> listener.newest(pod).flatMap(Observation::pullStoppedAt).isPresent());
        await("it is not made", () -> state("app") instanceof Absent);

        engine.ensure(pod(1, container("app", programs.waits(), RUNNING)));
        awaitState("app", Running.class);
    }

    @Test
    void tellsWhyTheImageOfAContainerThatWaitsCannotBePulled() {
        var spec = ContainerSpec.builder("app", "contract-app", programs.missingImage())
                .build();
        engine.ensure(pod(1, new Pod.Container(spec, PULLED)));

        awaitState("app", Failed.class);
        assertThat(((Failed) state("app")).fault().step()).isEqualTo(EngineFault.Step.PULL);
        awaitSandbox(); // being made when the test ends, it would be left to the next
    }

    private static Level again(Exited over) {
        return new Level.Running(Optional.of(over.startedAt()));
    }

    private static boolean isAnother(Exited life, Exited before) {
        return !life.startedAt().equals(before.startedAt());
    }

    @Test
    void stopsAContainerWithItsStopSignal() {
        engine.ensure(pod(1, container("app", programs.prints(1), RUNNING)));
        awaitState("app", Running.class);
        var lines = new ArrayList<LogLine>();
        await("it listens to signals", () -> follow(lines, 1));

        engine.ensure(pod(2, container("app", programs.prints(1), new Level.Stopped(20))));
        awaitState("app", Exited.class);
        assertThat(((Exited) state("app")).exitCode()).isZero();
    }

    @Test
    void killsAContainerThatOutlivesItsGrace() {
        engine.ensure(pod(1, container("app", programs.ignoresTermination(), RUNNING)));
        awaitState("app", Running.class);

        engine.ensure(pod(2, container("app", programs.ignoresTermination(), new Level.Stopped(1))));
        awaitState("app", Exited.class);
        assertThat(((Exited) state("app")).exitCode()).isEqualTo(137);
    }

    @Test
    void neverStartsWhatIsToldToStopFirst() {
        engine.ensure(pod(1, container("app", programs.waits(), WAITING)));
        engine.ensure(pod(2, container("app", programs.waits(), new Level.Stopped(1))));

        await("the newest level is seen", () -> generation() == 2);
        engine.ensure(pod(1, container("app", programs.waits(), RUNNING)));
        engine.ensure(pod(
                3,
                container("app", programs.waits(), new Level.Stopped(1)),
                container("b", programs.waits(), RUNNING)));
        awaitState("b", Running.class);
        assertThat(state("app")).isInstanceOf(Absent.class);
        assertThat(runtimeIds("app")).isEmpty();
    }

    @Test
    void ignoresALevelOlderThanOneSeen() {
        engine.ensure(pod(5, container("app", programs.waits(), RUNNING)));
        awaitState("app", Running.class);

        engine.ensure(pod(4, container("app", programs.waits(), new Level.Stopped(0))));
        engine.remove(pod, 4);
        engine.ensure(pod(6, container("app", programs.waits(), RUNNING), container("b", programs.waits(), RUNNING)));
        awaitState("b", Running.class);
        assertThat(state("app")).isInstanceOf(Running.class);
    }

    @Test
    void removesAllOfAPod() {
        engine.ensure(pod(
                1, container("a", programs.ignoresTermination(), RUNNING), container("b", programs.exits(1), RUNNING)));
        awaitState("a", Running.class);
        awaitState("b", Exited.class);

        engine.remove(pod, 2);
        awaitGone();
        assertThat(engine.observe()).isEmpty();

        engine.ensure(pod(1, container("a", programs.waits(), RUNNING)));
        assertThat(engine.observe()).isEmpty();
    }

    @Test
    void tellsThatAPodIsGoneWhichNeverWas() {
        engine.remove(pod, 1);
        awaitGone();
    }

    @Test
    void givesTheAddressOfARemovedPodToTheNext() {
        engine.ensure(pod(1, container("app", programs.waits(), RUNNING)));
        awaitState("app", Running.class);
        var next = new PodId("0123456789abcdef0123456789abcde2");

        engine.remove(pod, 2);
        engine.ensure(new Pod(next, 1, sandbox("one"), List.of(container("app", programs.waits(), RUNNING)), Map.of()));
        await("the next pod runs", () -> listener.container(next, "app") instanceof Running);
        engine.remove(next, 2);
        await("it is gone", () -> isGone(next));
    }

    @Test
    void handsAPreparedSandboxToThePodThatAsksForItsAddress() {
        engine.prepare(Set.of(sandbox("one"), new Sandbox.Interface(address("one", 11), "spare")));
        await("both stand ready", () -> engine.prepared().size() == 2);

        engine.ensure(pod(1, container("app", programs.waits(), RUNNING)));
        awaitState("app", Running.class);
        assertThat(engine.prepared()).containsExactly(new Sandbox.Interface(address("one", 11), "spare"));
        engine.prepare(Set.of());
        await("the spare one is gone", () -> engine.prepared().isEmpty());
        assertThat(state("app")).isInstanceOf(Running.class);
    }

    @Test
    void tellsWhyAnImageCannotBePulled() {
        var spec = ContainerSpec.builder("app", "contract-app", programs.missingImage())
                .build();
        engine.ensure(pod(1, new Pod.Container(spec, RUNNING)));

        awaitState("app", Failed.class);
        assertThat(((Failed) state("app")).fault().step()).isEqualTo(EngineFault.Step.PULL);
        assertThat(((Failed) state("app")).fault().message()).isNotBlank();
        awaitSandbox(); // being made when the test ends, it would be left to the next
    }

    @Test
    void tellsWhyACommandCannotBeStarted() {
        engine.ensure(pod(1, container("app", programs.missing(), RUNNING)));

        awaitState("app", Failed.class);
        var fault = ((Failed) state("app")).fault();
        assertThat(fault.step()).isIn(EngineFault.Step.CREATE, EngineFault.Step.START);
        assertThat(fault.message()).contains(programs.missing().getLast());
    }

    @Test
    void letsContainersOfAPodMeetOnLocalhost() {
        engine.ensure(pod(
                1,
                container("server", programs.serves(8080), RUNNING),
                container("client", programs.fetches(8080), RUNNING)));

        awaitState("client", Exited.class);
        assertThat(((Exited) state("client")).exitCode()).isZero();
    }

    @Test
    void adoptsWhatRunsAfterARestart() {
        engine.ensure(
                pod(1, container("app", programs.waits(), RUNNING), container("done", programs.exits(7), RUNNING)));
        awaitState("app", Running.class);
        awaitState("done", Exited.class);
        var before = listener.newest(pod).orElseThrow();

        restart();
        await("the pod is found again", () -> listener.newest(pod).isPresent());
        assertThat(listener.of(pod).getFirst().containers()).isEqualTo(before.containers());
        assertThat(listener.of(pod).getFirst().sandbox()).isEqualTo(before.sandbox());
        engine.ensure(
                pod(2, container("app", programs.waits(), RUNNING), container("done", programs.exits(7), RUNNING)));
        await("the level is seen", () -> generation() == 2);
        assertThat(listener.newest(pod).orElseThrow().containers()).isEqualTo(before.containers());
        engine.ensure(pod(
                3,
                container("app", programs.waits(), new Level.Stopped(20)),
                container("done", programs.exits(7), new Level.Stopped(1))));
        awaitState("app", Exited.class);
        engine.remove(pod, 4);
        awaitGone();
    }

    @Test
    void findsPreparedSandboxesAgainAfterARestart() {
        engine.prepare(Set.of(sandbox("one")));
        await("it stands ready", () -> engine.prepared().size() == 1);

        restart();
        await("it is found again", () -> engine.prepared().equals(Set.of(sandbox("one"))));
    }

    @Test
    void observesTheEngineItself() {
        engine.ensure(pod(3, container("app", programs.waits(), RUNNING)));
        awaitState("app", Running.class);

        assertThat(engine.observe()).singleElement().satisfies(seen -> {
            assertThat(seen.pod()).isEqualTo(pod);
            assertThat(seen.generation()).isEqualTo(3);
            assertThat(seen.containers())
                    .isEqualTo(listener.newest(pod).orElseThrow().containers());
        });
    }

    @Test
    void tellsWhatARunningContainerUses() {
        assertThat(engine.stats(pod, "app")).isEmpty();
        engine.ensure(pod(1, container("app", programs.waits(), RUNNING)));
        awaitState("app", Running.class);
        assertThat(engine.stats(pod, "app").orElseThrow())
                .contains("\"cpu_stats\"", "\"memory_stats\"", "\"read\":\"20");

        engine.ensure(pod(2, container("app", programs.waits(), new Level.Stopped(0))));
        awaitState("app", Exited.class);
        assertThat(engine.stats(pod, "app")).isEmpty();
    }

    @Test
    void keepsInstancesApart() {
        var others = new Listener();
        var other = begin("two", others);
        var same = new Pod(pod, 1, sandbox("two"), List.of(container("app", programs.waits(), RUNNING)), Map.of());
        engine.ensure(pod(1, container("app", programs.waits(), RUNNING)));
        other.ensure(same);
        awaitState("app", Running.class);
        await("the other runs", () -> others.container(pod, "app") instanceof Running);

        engine.remove(pod, 2);
        awaitGone();
        assertThat(engine.observe()).isEmpty();
        assertThat(other.observe()).hasSize(1);
        assertThat(others.container(pod, "app")).isInstanceOf(Running.class);
        other.remove(pod, 2);
        await(
                "the other is gone",
                () -> others.newest(pod).filter(EngineContract::isGone).isPresent());
    }

    @Test
    void readsEachLineOnceAcrossReopenedLogs() {
        engine.ensure(pod(1, container("app", programs.prints(40), RUNNING)));
        awaitState("app", Running.class);
        var lines = new ArrayList<LogLine>();

        await("some lines", () -> follow(lines, 10));
        restart();
        await("more lines", () -> follow(lines, 25));
        await("all lines", () -> follow(lines, 40));
        assertThat(lines.stream().map(LogLine::text).toList())
                .isEqualTo(
                        IntStream.rangeClosed(1, 40).mapToObj(n -> "line " + n).toList());
        assertThat(lines).isSortedAccordingTo((a, b) -> a.position().compareTo(b.position()));
    }

    @Test
    void endsTheLogWithTheContainer() {
        engine.ensure(pod(1, container("app", programs.prints(5), RUNNING)));
        awaitState("app", Running.class);
        var lines = new ArrayList<LogLine>();
        await("all lines", () -> follow(lines, 5));
        engine.ensure(pod(2, container("app", programs.prints(5), new Level.Stopped(20))));
        awaitState("app", Exited.class);

        try (var reader = engine.logs(pod, "app", lines.getLast().position())) {
            assertThat(reader.next()).isEmpty();
        }
        try (var reader = engine.logs(pod, "app", Position.START)) {
            assertThat(reader.next()).hasSizeBetween(1, 5);
        }
        try (var reader = engine.logs(pod, "no-such", Position.START)) {
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void publishesPortsOfAContainerOnTheBridge() {
        var free = freePort();
        engine.ensure(bridgePod(
                1,
                published("app", port(80), port(81, free), ports(8000, 8003), port(53, PublishedPort.Protocol.UDP))));

        awaitState("app", Running.class);
        var seen = listener.newest(pod).orElseThrow();
        assertThat(seen.sandbox()).isInstanceOf(SandboxState.Unneeded.class);
        assertThat(seen.endpoint("app").address()).isPresent();
        var bindings = seen.endpoint("app").bindings();
        assertThat(bindings.stream().map(binding -> binding.container().toString()))
                .containsExactly("53", "80", "81", "8000-8003");
        assertThat(bindings.stream().map(binding -> binding.host().size())).containsExactly(1, 1, 1, 4);
        assertThat(bindings.get(2).host()).isEqualTo(PortRange.of(free));
        assertThat(bindings).allSatisfy(binding -> {
            assertThat(binding.address()).isEqualTo("0.0.0.0");
            assertThat(binding.host().first()).isPositive();
        });
        assertThat(engine.observe()).singleElement().satisfies(observed -> {
            assertThat(observed.endpoints()).isEqualTo(seen.endpoints());
            assertThat(observed.sandbox()).isEqualTo(seen.sandbox());
        });
    }

    @Test
    void tellsThatAPortOfTheHostIsTaken() {
        var free = freePort();
        engine.ensure(bridgePod(1, published("first", port(80, free))));
        awaitState("first", Running.class);

        engine.ensure(bridgePod(2, published("first", port(80, free)), published("second", port(80, free))));
        awaitState("second", Failed.class);
        var fault = ((Failed) state("second")).fault();
        assertThat(fault.step()).isEqualTo(EngineFault.Step.START);
        assertThat(fault.message()).contains("Bind for 0.0.0.0:" + free + " failed: port is already allocated");
    }

    @Test
    void adoptsABridgePodWithItsPortsAfterARestart() {
        engine.ensure(bridgePod(1, published("app", port(80), ports(8000, 8002))));
        awaitState("app", Running.class);
        var before = listener.newest(pod).orElseThrow();

        restart();
        await("the pod is found again", () -> listener.newest(pod).isPresent());
        var found = listener.of(pod).getFirst();
        assertThat(found.containers()).isEqualTo(before.containers());
        assertThat(found.endpoints()).isEqualTo(before.endpoints());
        assertThat(found.sandbox()).isEqualTo(before.sandbox());

        engine.remove(pod, 2);
        awaitGone();
        assertThat(engine.observe()).isEmpty();
    }

    @Test
    void startsALinkedContainerAfterTheOneItIsLinkedTo() {
        var linked =
                onBridge("web", ContainerNetwork.OF_POD.linking(List.of(new ContainerNetwork.Link("db", "store"))));
        engine.ensure(bridgePod(1, linked, container("db", programs.waits(), WAITING)));
        await("the level is seen", () -> generation() == 1);
        assertThat(state("web")).isNotInstanceOf(Running.class);

        engine.ensure(bridgePod(2, linked, container("db", programs.waits(), RUNNING)));
        awaitState("web", Running.class);
        assertThat(((Running) state("web")).startedAt()).isAfterOrEqualTo(((Running) state("db")).startedAt());
    }

    @Test
    void doesNotLinkToWhatHasEnded() {
        var linked =
                onBridge("web", ContainerNetwork.OF_POD.linking(List.of(new ContainerNetwork.Link("db", "store"))));
        engine.ensure(bridgePod(1, container("db", programs.exits(1), RUNNING)));
        awaitState("db", Exited.class);

        engine.ensure(bridgePod(2, linked, container("db", programs.exits(1), RUNNING)));
        awaitState("web", Failed.class);
        assertThat(((Failed) state("web")).fault().message()).contains("non running container");
    }

    @ParameterizedTest
    @MethodSource("sandboxesOfNothing")
    void runsAPodThatNeedsNoSandbox(Sandbox sandbox) {
        engine.ensure(new Pod(pod, 1, sandbox, List.of(container("app", programs.waits(), RUNNING)), Map.of()));
        awaitState("app", Running.class);
        assertThat(listener.newest(pod).orElseThrow().sandbox()).isInstanceOf(SandboxState.Unneeded.class);

        restart();
        await("the pod is found again", () -> state("app") instanceof Running);
        assertThat(listener.of(pod).getFirst().sandbox()).isInstanceOf(SandboxState.Unneeded.class);
        engine.remove(pod, 2);
        awaitGone();
    }

    static List<Sandbox> sandboxesOfNothing() {
        return List.of(new Sandbox.Bridge(), new Sandbox.Host(), new Sandbox.None());
    }

    /** Reads on after the last line until there are so many; an engine that cannot wait says that it is away. */
    private boolean follow(List<LogLine> lines, int upTo) {
        var after = lines.isEmpty() ? Position.START : lines.getLast().position();
        try (var reader = engine.logs(pod, "app", after)) {
            while (lines.size() < upTo) {
                var batch = reader.next();
                if (batch.isEmpty()) {
                    return false;
                }
                lines.addAll(batch);
            }
        } catch (EngineAway e) {
            return lines.size() >= upTo;
        }
        return true;
    }

    protected final Engine begin(String instance, Listener told) {
        var begun = open(instance);
        opened.add(begun);
        begun.start(told);
        return begun;
    }

    protected final void restart() {
        engine.close();
        listener = new Listener();
        engine = begin("one", listener);
    }

    protected final Pod pod(long generation, Pod.Container... containers) {
        return new Pod(pod, generation, sandbox("one"), List.of(containers), Map.of("contract", "true"));
    }

    protected final Pod.Container container(String name, List<String> command, Level level) {
        var spec = ContainerSpec.builder(name, "contract-" + name, programs.image())
                .command(command);
        return new Pod.Container(spec.build(), level);
    }

    private Pod bridgePod(long generation, Pod.Container... containers) {
        return new Pod(pod, generation, new Sandbox.Bridge(), List.of(containers), Map.of());
    }

    private Pod.Container published(String name, PublishedPort... ports) {
        return onBridge(name, ContainerNetwork.OF_POD.publishing(List.of(ports)));
    }

    private Pod.Container onBridge(String name, ContainerNetwork network) {
        var spec = ContainerSpec.builder(name, "contract-" + name, programs.image())
                .command(programs.waits())
                .network(network);
        return new Pod.Container(spec.build(), RUNNING);
    }

    private static PublishedPort port(int container) {
        return port(container, PublishedPort.Protocol.TCP);
    }

    private static PublishedPort port(int container, PublishedPort.Protocol protocol) {
        return new PublishedPort(PortRange.of(container), Optional.empty(), protocol);
    }

    private static PublishedPort port(int container, int host) {
        return new PublishedPort(PortRange.of(container), Optional.of(host), PublishedPort.Protocol.TCP);
    }

    private static PublishedPort ports(int first, int last) {
        return new PublishedPort(new PortRange(first, last), Optional.empty(), PublishedPort.Protocol.TCP);
    }

    /** One below those that engines choose from. */
    private static int freePort() {
        var random = new Random();
        while (true) {
            var port = 20_000 + random.nextInt(10_000);
            try (var _ = new ServerSocket(port)) {
                return port;
            } catch (IOException e) {
                // Another.
            }
        }
    }

    protected final Engine engine() {
        return engine;
    }

    protected final PodId podId() {
        return pod;
    }

    protected final ContainerState state(String container) {
        return listener.container(pod, container);
    }

    protected final void awaitState(String container, Class<? extends ContainerState> state) {
        await(container + " is " + state.getSimpleName(), () -> state.isInstance(state(container)));
    }

    private void awaitSandbox() {
        await(
                "the sandbox stands",
                () -> listener.newest(pod)
                        .filter(seen -> seen.sandbox() instanceof SandboxState.Ready)
                        .isPresent());
    }

    protected final void awaitGone() {
        await("the pod is gone", () -> isGone(pod));
    }

    /** What was told last, for a test that fails. */
    protected final String seen() {
        return listener.newest(pod).map(Observation::toString).orElse("nothing");
    }

    private boolean isGone(PodId id) {
        return listener.newest(id).filter(EngineContract::isGone).isPresent();
    }

    private static boolean isGone(Observation seen) {
        return seen.sandbox() instanceof SandboxState.Absent
                && seen.containers().isEmpty()
                && seen.generation() > 0;
    }

    private long generation() {
        return listener.newest(pod).map(Observation::generation).orElse(0L);
    }

    private Sandbox.Interface sandbox(String instance) {
        return new Sandbox.Interface(address(instance, 10), "contract-host");
    }

    private List<String> runtimeIds(String container) {
        return listener.of(pod).stream()
                .map(seen -> seen.containers().getOrDefault(container, new Absent()))
                .flatMap(state -> state instanceof Running running
                        ? List.of(running.runtimeId()).stream()
                        : List.<String>of().stream())
                .distinct()
                .toList();
    }
}

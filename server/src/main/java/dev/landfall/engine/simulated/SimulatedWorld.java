package dev.landfall.engine.simulated;

import dev.landfall.engine.ContainerEndpoint;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.LogLine.Position;
import dev.landfall.engine.Machine;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The machine under a simulated engine: sandboxes and containers, by instance. It outlives the engine objects that drive
 * it, as real containers outlive the process that asked for them. All of it is under its own lock.
 */
public final class SimulatedWorld {
    private static final Duration BETWEEN_LINES = Duration.ofMillis(20);
    private static final Duration CRASH_WITHIN = Duration.ofMinutes(1);

    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final Happenings happenings;
    private final Map<String, SimulatedEngine> attached = new LinkedHashMap<>();
    private final Map<Place, Placed> sandboxes = new LinkedHashMap<>();
    private final Map<Name, SimulatedContainer> containers = new LinkedHashMap<>();
    private final SimulatedPorts ports = new SimulatedPorts();
    private final List<Event> journal = new ArrayList<>();
    private Weather weather;
    private boolean away;
    private Machine machine = new Machine(
            "simulated",
            4,
            8L << 30,
            "x86_64",
            "linux",
            "27.0.0",
            "1.47",
            Set.of("json-file", "none"),
            Set.of("local"));

    /** What happened to a container, as nobody but the world itself can know. */
    public record Event(PodId pod, String container, What what, Instant at, int exitCode) {
        public enum What {
            STARTED,
            TOLD_TO_STOP,
            EXITED,
        }
    }

    record Place(String instance, String address) {}

    record Placed(Sandbox.Interface sandbox, Optional<PodId> owner) {}

    record Name(String instance, PodId pod, String container) {}

    public SimulatedWorld(Scheduler scheduler, RandomGenerator random, Weather weather) {
        this.scheduler = scheduler;
        this.random = random;
        this.weather = weather;
        this.happenings = new Happenings(scheduler);
    }

    /** Gives the engine of an instance; the one before has no power any more. */
    public synchronized SimulatedEngine attach(String instance) {
        var engine = new SimulatedEngine(this, instance, scheduler);
        attached.put(instance, engine);
        happenings.arm();
        return engine;
    }

    /** From now on it is as slow and as faulty as this. */
    public synchronized void change(Weather newWeather) {
        weather = newWeather;
    }

    /** The engine does not answer, though its containers go on. */
    public synchronized void goAway() {
        away = true;
    }

    /** The engine was moved to another machine, or got another version. */
    public synchronized void change(Machine another) {
        machine = another;
    }

    synchronized Machine machine() {
        return machine;
    }

    public synchronized void comeBack() {
        away = false;
        attached.values().forEach(SimulatedEngine::reconsider);
    }

    /** All that happened so far, in order. */
    public synchronized List<Event> journal() {
        return List.copyOf(journal);
    }

    /** A machine that fails: every process ends, and every sandbox with them. */
    public synchronized void crash() {
        List.copyOf(containers.entrySet())
                .forEach(entry ->
                        exit(entry.getKey(), entry.getValue(), entry.getValue().bornAt(), 137));
    }

    synchronized boolean isAttached(String instance, SimulatedEngine engine) {
        return attached.get(instance) == engine;
    }

    synchronized boolean isAway() {
        return away;
    }

    synchronized void requireHere() {
        if (away) {
            throw new EngineAway("The simulated engine is away.", new IllegalStateException("away"));
        }
    }

    synchronized Duration delay() {
        return weather.delay(random);
    }

    synchronized boolean losesATelling() {
        return random.nextDouble() < weather.tellingLost();
    }

    synchronized boolean doublesATelling() {
        return random.nextDouble() < weather.tellingDoubled();
    }

    synchronized boolean failsAPull() {
        return random.nextDouble() < weather.pullFails();
    }

    synchronized boolean failsAStart() {
        return random.nextDouble() < weather.startFails();
    }

    synchronized Optional<Placed> sandbox(String instance, String address) {
        return Optional.ofNullable(sandboxes.get(new Place(instance, address)));
    }

    synchronized Map<String, Placed> sandboxes(String instance) {
        var own = new TreeMap<String, Placed>();
        sandboxes.forEach((place, placed) -> {
            if (place.instance().equals(instance)) {
                own.put(place.address(), placed);
            }
        });
        return own;
    }

    synchronized void place(String instance, Sandbox.Interface sandbox, Optional<PodId> owner) {
        sandboxes.put(new Place(instance, sandbox.address()), new Placed(sandbox, owner));
    }

    synchronized void displace(String instance, String address) {
        sandboxes.remove(new Place(instance, address));
    }

    synchronized Map<String, SimulatedContainer> containers(String instance, PodId pod) {
        var own = new TreeMap<String, SimulatedContainer>();
        named(instance)
                .filter(entry -> entry.getKey().pod().equals(pod))
                .forEach(entry -> own.put(entry.getKey().container(), entry.getValue()));
        return own;
    }

    /** Every pod that has a container or a sandbox. */
    synchronized Set<PodId> pods(String instance) {
        var pods = new LinkedHashSet<PodId>();
        sandboxes(instance).values().forEach(placed -> placed.owner().ifPresent(pods::add));
        named(instance).forEach(entry -> pods.add(entry.getKey().pod()));
        return pods;
    }

    synchronized void create(String instance, PodId pod, ContainerSpec spec, Optional<String> digest, Sandbox sandbox) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        var id = HexFormat.of().formatHex(bytes);
        containers.put(new Name(instance, pod, spec.name()), new SimulatedContainer(spec, id, digest, sandbox));
    }

    synchronized void remove(String instance, PodId pod) {
        containers.entrySet().removeIf(entry -> {
            var goes = entry.getKey().instance().equals(instance)
                    && entry.getKey().pod().equals(pod);
            if (goes) {
                ports.close(entry.getValue().endpoint);
            }
            return goes;
        });
        sandboxes
                .entrySet()
                .removeIf(entry -> entry.getKey().instance().equals(instance)
                        && entry.getValue().owner().equals(Optional.of(pod)));
    }

    synchronized void remove(String instance, PodId pod, String container) {
        Optional.ofNullable(containers.remove(new Name(instance, pod, container)))
                .ifPresent(gone -> ports.close(gone.endpoint));
    }

    /** Starts the program of a container. @throws SimulatedPorts.Conflict */
    synchronized void start(String instance, PodId pod, String container) {
        var name = new Name(instance, pod, container);
        var starting = containers.get(name);
        if (starting == null) {
            return;
        }
        if (starting.sandbox instanceof Sandbox.Bridge) {
            starting.endpoint = ports.open(starting.spec.network().ports());
        }
        var life = scheduler.now();
        starting.started(life);
        note(name, Event.What.STARTED, 0);
        switch (starting.program) {
            case Program.Exits(var code) -> happenings.after(delay(), () -> exit(name, starting, life, code));
            case Program.Lives(var seconds) ->
                happenings.after(Duration.ofSeconds(seconds), () -> exit(name, starting, life, 1));
            case Program.ExitsOnce _ -> live(name, starting, life);
            case Program.Runs(var lines) -> print(name, starting, life, 1, lines);
            case Program.Fetches(var port) -> fetch(name, starting, life, port);
            case Program.Serves _, Program.IgnoresTermination _, Program.Missing _ -> {}
        }
    }

    /** Sends the stop signal, and SIGKILL after the grace. */
    synchronized void stop(String instance, PodId pod, String container, Duration grace) {
        var name = new Name(instance, pod, container);
        var stopping = containers.get(name);
        if (stopping == null || stopping.stopping || !stopping.isRunning()) {
            return;
        }
        stopping.stopping = true;
        note(name, Event.What.TOLD_TO_STOP, 0);
        var life = stopping.bornAt();
        var ends = delay();
        if (stopping.program instanceof Program.IgnoresTermination || ends.compareTo(grace) > 0) {
            happenings.after(grace, () -> exit(name, stopping, life, 137));
        } else {
            happenings.after(ends, () -> exit(name, stopping, life, 0));
        }
    }

    synchronized List<LogLine> log(String instance, PodId pod, String container, Position after, int most) {
        return Optional.ofNullable(containers.get(new Name(instance, pod, container))).stream()
                .flatMap(found -> found.log.stream())
                .filter(line -> line.position().compareTo(after) > 0)
                .limit(most)
                .toList();
    }

    private void live(Name name, SimulatedContainer container, Instant life) {
        container.writes("a life", scheduler.now());
        if (container.lives == 1) {
            happenings.after(delay(), () -> exit(name, container, life, 1));
        }
    }

    private void print(Name name, SimulatedContainer container, Instant life, int line, int lines) {
        if (line <= lines) {
            happenings.after(BETWEEN_LINES, () -> {
                synchronized (this) {
                    if (container.livesSince(life)) {
                        container.writes("line " + line, scheduler.now());
                        print(name, container, life, line + 1, lines);
                    }
                }
            });
        } else if (random.nextDouble() < weather.crashes()) {
            var until = Duration.ofNanos(random.nextLong(CRASH_WITHIN.toNanos()));
            happenings.after(until, () -> exit(name, container, life, 1));
        }
    }

    private void fetch(Name name, SimulatedContainer container, Instant life, int port) {
        happenings.after(delay(), () -> {
            synchronized (this) {
                var served = containers(name.instance(), name.pod()).values().stream()
                        .anyMatch(other -> other.isRunning() && other.program.equals(new Program.Serves(port)));
                if (served) {
                    exit(name, container, life, 0);
                } else if (container.livesSince(life)) {
                    fetch(name, container, life, port);
                }
            }
        });
    }

    /** Ends one life; what was to end a life that is over already does nothing. */
    private synchronized void exit(Name name, SimulatedContainer container, Instant life, int code) {
        if (container.livesSince(life)) {
            container.exited(code, scheduler.now());
            note(name, Event.What.EXITED, code);
            ports.close(container.endpoint);
            container.endpoint = ContainerEndpoint.NONE;
            tellOf(name);
        }
    }

    private void note(Name name, Event.What what, int exitCode) {
        journal.add(new Event(name.pod(), name.container(), what, scheduler.now(), exitCode));
    }

    private void tellOf(Name name) {
        @Nullable SimulatedEngine engine = attached.get(name.instance());
        if (engine != null) {
            engine.changed(name.pod());
        }
    }

    private Stream<Map.Entry<Name, SimulatedContainer>> named(String instance) {
        return containers.entrySet().stream()
                .filter(entry -> Objects.equals(entry.getKey().instance(), instance));
    }
}

package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.engine.ContainerFiles;
import dev.landfall.engine.ContainerFiles.Volume;
import dev.landfall.engine.ContainerNetwork.Link;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.docker.Aims.Target;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes one container: its image is pulled once, however long it then waits to be created. */
final class ContainerMaker {
    private static final int FILE_MODE = 0644;
    private static final int MAX_SOCKET_PATH = 107; // the kernel's sun_path, with its end

    private final Workbench bench;
    private final PodWorker worker;
    private final String name;
    private volatile @Nullable ImageInfo image;

    ContainerMaker(Workbench bench, PodWorker worker, String name) {
        this.bench = bench;
        this.worker = worker;
        this.name = name;
    }

    Optional<ImageInfo> image() {
        return Optional.ofNullable(image);
    }

    /**
     * Pulls its image, unless it did before; empty when it is not wanted any more. Blocks.
     *
     * @throws PullFailed
     * @throws DockerFault when its reference is none
     */
    Optional<ImageInfo> pull(Target target, Aims aims) {
        if (image == null) {
            worker.pulls().started(name, bench.scheduler().now());
            try {
                image = bring(target, aims).orElse(null);
            } catch (DockerFault | PullFailed e) {
                worker.pulls().stopped(name, bench.scheduler().now());
                throw e;
            }
            worker.pulls().stopped(name, bench.scheduler().now());
        }
        return image();
    }

    private Optional<ImageInfo> bring(Target target, Aims aims) {
        var clock = worker.clock().container(name);
        try (var part = bench.pulls().bring(target.container().spec().image(), clock::follow)) {
            return aims.await(part.image(), Target::needsImage);
        }
    }

    /** The ids of the containers that it is linked to, which have to run by then. */
    CompletableFuture<Map<Link, String>> links(Target target) {
        var ids = new LinkedHashMap<Link, CompletableFuture<String>>();
        target.container().spec().network().links().forEach(link -> ids.put(link, worker.begun(link.container())));
        return CompletableFuture.allOf(ids.values().toArray(CompletableFuture[]::new))
                .thenApply(_ -> {
                    var found = new LinkedHashMap<Link, String>();
                    ids.forEach((link, id) -> found.put(link, id.join()));
                    return found;
                });
    }

    /**
     * Creates it and gives its id, once those have begun whose volumes it inherits; empty when it is not wanted any more.
     * Blocks. @throws DockerFault @throws PodFault
     */
    Optional<String> create(Target target, Aims aims, Wiring wiring, Optional<String> digest) {
        var spec = target.container().spec();
        var sources = new LinkedHashMap<String, String>();
        for (var inherited : spec.files().inherited()) {
            var source = inherited.container();
            aims.await(worker.begun(source), Target::runs).ifPresent(id -> sources.put(source, id));
        }
        if (sources.size() < spec.files().inherited().size()) {
            return Optional.empty();
        }
        var volumes = new PodVolumes(bench.instance(), target.pod().id());
        spec.files().mounts().forEach(mount -> volumes.provide(mount.volume(), bench.client()));
        worker.storage().makeVolumes(target.pod(), spec);
        var network = wiring.of(spec.network());
        var body = new ContainerBody(
                bench.instance(),
                target.pod(),
                spec,
                network,
                wiring.shell().namespaces(),
                digest,
                sources,
                logOptions(target),
                bench.traits());
        var clock = worker.clock().container(name);
        clock.begin(ContainerClock.Step.CREATE, bench.scheduler().now());
        var id = new ContainerName(bench, target.pod().id(), spec).create(body.json());
        clock.end(ContainerClock.Step.CREATE, bench.scheduler().now());
        return Optional.of(id);
    }

    /** Limits the pod before anything lives in it. @throws PodFault */
    void openEnvelope(Target target) {
        try {
            bench.traits().envelopes().open(target.pod().id(), target.pod().envelope());
        } catch (IOException e) {
            throw new PodFault(
                    EngineFault.Step.LIMITS, "the task's control group could not be made: " + e.getMessage());
        }
    }

    /** Counts what it will write as its pod's. @throws DockerFault */
    void holdStorage(Target target, String id) {
        var shell = worker.shell();
        var sandbox = shell.isDone() && !shell.isCompletedExceptionally()
                ? shell.join().sandbox().map(SandboxMaker.Made::id)
                : Optional.<String>empty();
        worker.storage().hold(target.pod(), id, sandbox);
    }

    /** Leaves its files in it, before each start: whoever made it may have died before this. @throws DockerFault */
    void furnish(Target target, String id) {
        var files = target.container().spec().files();
        for (var file : files.written()) {
            var folder = folder(files, file.path());
            var name = file.path().substring(folder.length());
            bench.containers()
                    .extract(id, folder, TarFile.of(name, FILE_MODE, file.text().getBytes(UTF_8)));
        }
    }

    /** The mount that a path is in, which may be written to also where the root may not; else the root. */
    private static String folder(ContainerFiles files, String path) {
        return files.mounts().stream()
                .map(mount -> mount.path().replaceFirst("/*$", "/"))
                .filter(path::startsWith)
                .max(Comparator.comparingInt(String::length))
                .orElse("/");
    }

    private Map<String, String> logOptions(Target target) {
        var logging = target.container().spec().logging();
        var options = new LinkedHashMap<>(logging.options());
        logging.socket().ifPresent(socket -> {
            var volume = new PodVolumes(bench.instance(), target.pod().id()).name(new Volume.OfPod(socket.volume()));
            var folder = new VolumeCalls(bench.client()).mountpoint(volume);
            var path = folder + "/" + socket.file();
            if (path.length() > MAX_SOCKET_PATH) {
                throw new DockerFault(400, "the path of the log router's socket is too long: " + path);
            }
            options.put(socket.option(), "unix://" + path);
        });
        return options;
    }

    /** Whether it did not start for a limit that it would do without, and that is left out from now on. */
    boolean asksForLess(String id, DockerFault cause) {
        var less = EngineTraits.isOpenFiles(cause) && prefers(id);
        if (less) {
            bench.traits().cannotRaiseUlimits();
        }
        return less;
    }

    private boolean prefers(String id) {
        try {
            return bench.containers()
                    .inspect(id)
                    .filter(ContainerInfo::hasPreferredUlimits)
                    .isPresent();
        } catch (DockerFault e) {
            return false; // then why it did not start is what counts
        }
    }
}

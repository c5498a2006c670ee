package dev.landfall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/** Measures one after the other and writes the page. Arguments: report, work folder, port, engine socket, image, command… */
public final class Bench {
    private static final int[] TASK_SIZES = {1, 2, 5};

    private final Report report;
    private final Path work;
    private final int port;
    private final String socket;
    private final String image;
    private final List<String> command;

    private Bench(String[] args) throws IOException {
        report = new Report(Path.of(args[0]), LocalDate.now(ZoneOffset.UTC));
        work = Path.of(args[1]);
        port = Integer.parseInt(args[2]);
        socket = args[3];
        image = args[4];
        command = List.copyOf(Arrays.asList(args).subList(5, args.length));
    }

    public static void main(String[] args) throws Exception {
        new Bench(args).run();
    }

    private void run() throws Exception {
        var data = work.resolve("data"); // the script removes the workloads of this instance
        var engine = "unix://" + socket;
        var dockerRun = new DockerCommand(socket, image);
        try (var docker = new DockerApi(socket, image)) {
            report.line("");
            report.line(
                    "One run of one machine: %s, %d processors, JDK %s, Docker %s, load average %s at the start.",
                    processor(),
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.version(),
                    docker.version(),
                    Report.load());
            StartUp.measure(command, port, data, engine, report);
            try (var server = ServerProcess.start(command, port, data, engine);
                    var ecs = new EcsClient(server.port())) {
                var workload = Workload.sleeping(ecs, image);
                Thread.sleep(5000); // until the first sandboxes stand
                for (var size : TASK_SIZES) {
                    new TaskStart(Workload.sleeping(ecs, image, size), dockerRun, docker, size).measure(report);
                }
                TaskBurst.measure(workload, report);
                ShortTasks.measure(Workload.ending(ecs, image), dockerRun, report);
                ClusterRequests.measure(server.port(), report);
                report.line("Resident after all of this: %d MiB.", server.residentMiB());
            }
        }
        new StoredTasks(command, port, work.resolve("stored")).measure(report);
    }

    private static String processor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("a processor without a name");
        }
    }
}

package dev.landfall.conformance;

import dev.landfall.cli.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of an installation, with those that its server holds open. The folder for temporary files is among them. */
final class DiskTraces {
    private DiskTraces() {}

    static List<String> read(Installation installation) throws IOException {
        var traces = new ArrayList<String>();
        var ground = installation.ground();
        try (var files = Files.walk(ground)) {
            files.filter(Files::isRegularFile).forEach(file -> traces.add("file " + name(ground, file.toString())));
        } catch (java.io.UncheckedIOException goes) {
            traces.add("files are changing");
        }
        Instance.pid(installation.data()).ifPresent(server -> traces.addAll(open(ground, server)));
        return traces.stream().distinct().toList();
    }

    /** How often it holds one open depends on how much it reads at once. */
    private static List<String> open(Path ground, String server) {
        var traces = new ArrayList<String>();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc", server, "fd"))) {
            for (var descriptor : descriptors) {
                var target = target(descriptor);
                if (target.startsWith(ground.toString())) {
                    traces.add("open " + name(ground, target));
                }
            }
        } catch (IOException gone) {
            traces.add("the server is not there");
        }
        return traces;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closed) {
            return "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A log has a file for each day. */
    private static String name(Path ground, String file) {
        return file.substring(ground.toString().length()).replaceAll("/\\d+\\.db", "/day.db");
    }
}

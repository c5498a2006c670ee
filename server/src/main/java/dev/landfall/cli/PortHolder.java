package dev.landfall.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the process that listens on a TCP port, from Linux's own tables; empty where they cannot be read. */
public final class PortHolder {
    private static final String LISTENING = "0A";

    private PortHolder() {}

    /** Such as {@code process 812 (nginx)}. */
    public static Optional<String> of(int port) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)).stream())
                .map(line -> line.strip().split("\\s+"))
                .filter(row -> row.length > 9 && row[3].equals(LISTENING) && portOf(row[1]) == port)
                .flatMap(row -> owner(row[9]).stream())
                .findFirst();
    }

    /** Rows read {@code 0100007F:11D6}; the heading has no number there. */
    private static int portOf(String address) {
        try {
            return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static Optional<String> owner(String inode) {
        String wanted = "socket:[" + inode + "]";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process.resolve("fd"), wanted)) {
                    String name = String.join("", lines(process.resolve("comm")));
                    return Optional.of("process " + process.getFileName() + " (" + name + ")");
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean holds(Path descriptors, String wanted) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
                if (Files.readSymbolicLink(descriptor).toString().equals(wanted)) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // another user's process, or one that has just ended
        }
        return false;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}

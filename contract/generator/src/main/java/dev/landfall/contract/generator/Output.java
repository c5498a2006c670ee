package dev.landfall.contract.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The directory of generated sources. A file that would not change is left alone, so that compilers see no change. */
final class Output {
    private final Path root;
    private final Set<Path> written = new HashSet<>();

    Output(Path root) {
        this.root = root;
    }

    void write(String path, String text) throws IOException {
        var file = root.resolve(path);
        if (!written.add(file)) {
            throw new IllegalStateException("Two sources are called " + path);
        }
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }

    /** Deletes what an earlier run wrote and this one did not. */
    void removeStale() throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!written.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}

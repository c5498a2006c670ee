package dev.landfall.contract.generator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Remembers which models and which generator the sources were made of, so that an unchanged build does nothing. */
final class Stamp {
    private final Path file;
    private final String digest;

    Stamp(Path file, List<Path> models) throws IOException {
        this.file = file;
        this.digest = digest(models);
    }

    boolean isCurrent() throws IOException {
        return Files.exists(file) && Files.readString(file).equals(digest);
    }

    void remember() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, digest);
    }

    private static String digest(List<Path> models) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var model : models) {
                digest.update(model.getFileName().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(model));
            }
            for (var own : generator()) {
                digest.update(Files.readAllBytes(own));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The generator's own classes, or the archive that holds them. */
    private static List<Path> generator() {
        try {
            var home = Path.of(Stamp.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isRegularFile(home)) {
                return List.of(home);
            }
            try (var files = Files.walk(home)) {
                return files.filter(Files::isRegularFile).sorted().toList();
            }
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

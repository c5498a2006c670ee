package dev.landfall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The way into a server that enforces signatures: the home account's root key, left for the operator in the data folder at
 * every start, readable by its owner only.
 */
public record RootCredentials(String accessKeyId, String secretAccessKey) {
    private static final String FILE = "root-credentials";

    void leaveIn(Path data) throws IOException {
        PrivateFile.write(data.resolve(FILE), accessKeyId + "\n" + secretAccessKey + "\n");
    }

    /** Those of a data folder whose server enforces, or did. */
    public static Optional<RootCredentials> in(Path data) throws IOException {
        var file = data.resolve(FILE);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        if (lines.size() != 2) {
            throw new IOException(file + " does not hold an access key: expected its id and its secret");
        }
        return Optional.of(new RootCredentials(lines.get(0), lines.get(1)));
    }

    @Override
    public String toString() {
        return "RootCredentials[" + accessKeyId + "]";
    }
}

package dev.landfall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Who this installation is, kept in its data folder for ever.
 *
 * @param instance names what is its own in a container engine and in the kernel's tables
 * @param secret what its tokens are made with; nobody else may read it
 */
record Identity(String instance, byte[] secret) {
    private static final int NAME_BYTES = 4;
    private static final int SECRET_BYTES = 32;

    static Identity of(Path data) throws IOException {
        var file = data.resolve("identity");
        if (!Files.exists(file)) {
            write(file);
        }
        var lines = Files.readAllLines(file);
        if (lines.size() != 2) {
            throw new IOException(file + " does not say who this installation is: expected two lines");
        }
        return new Identity(lines.get(0), HexFormat.of().parseHex(lines.get(1)));
    }

    private static void write(Path file) throws IOException {
        var random = new SecureRandom();
        PrivateFile.write(file, hex(random, NAME_BYTES) + "\n" + hex(random, SECRET_BYTES) + "\n");
    }

    private static String hex(SecureRandom random, int bytes) {
        var all = new byte[bytes];
        random.nextBytes(all);
        return HexFormat.of().formatHex(all);
    }
}

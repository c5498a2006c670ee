package dev.landfall.conformance;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of this machine that nobody listens on: below those that the system itself gives out, and those that Landfall keeps
 * for tasks of host mode, so that nobody takes it before the test does.
 */
final class FreePort {
    private static final int FIRST = 20_000;
    private static final int PORTS = 8_000;

    private FreePort() {}

    static int find() throws IOException {
        while (true) {
            var port = FIRST + ThreadLocalRandom.current().nextInt(PORTS);
            try (var _ = new ServerSocket(port)) {
                return port;
            } catch (BindException e) {
                // Another.
            }
        }
    }
}

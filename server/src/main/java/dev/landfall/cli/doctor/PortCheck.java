package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.cli.Instance;
import dev.landfall.cli.PortHolder;
import dev.landfall.cli.doctor.Finding.Bad;
import dev.landfall.cli.doctor.Finding.Good;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;

/** The port must be free, or this data folder's own server must be what listens there. */
final class PortCheck implements Check {
    @Override
    public Finding examine(Settings settings) {
        Optional<URI> running = running(settings);
        if (running.isPresent() && running.get().getPort() == settings.port()) {
            return new Good("Landfall answers at " + running.get());
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.bind(), settings.port()));
            return new Good("port " + settings.port() + " is free");
        } catch (IOException e) {
            String holder = PortHolder.of(settings.port()).orElse("another program");
            return new Bad(
                    "port " + settings.port() + " is used by " + holder, "stop it, or choose another with --port");
        }
    }

    private static Optional<URI> running(Settings settings) {
        try {
            return Instance.running(settings.data());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.cli.EngineProbe;
import dev.landfall.cli.EngineProbe.Away;
import dev.landfall.cli.EngineProbe.Present;
import dev.landfall.cli.doctor.Finding.Bad;
import dev.landfall.cli.doctor.Finding.Good;

/** A Docker engine that answers and is new enough (Engine API 1.41, Docker 20.10). */
final class EngineCheck implements Check {
    private static final int OLDEST_MINOR = 41;

    @Override
    public Finding examine(Settings settings) {
        return switch (EngineProbe.ask(settings.dockerHost())) {
            case Present(String version, int major, int minor)
            when major == 1 && minor < OLDEST_MINOR ->
                new Bad("Docker " + version + " is too old", "install Docker 20.10 or newer");
            case Present(String version, int major, int minor) ->
                new Good("Docker " + version + " (API " + major + "." + minor + ") at " + settings.dockerHost());
            case Away(String reason) ->
                new Bad(
                        "no Docker engine answers at " + settings.dockerHost() + ": " + reason,
                        reason.contains("ermission")
                                ? "add yourself to the group docker (sudo usermod -aG docker $USER), then log in again"
                                : "start Docker, or let ./landfall demo start one of its own, or name one with --docker-host");
        };
    }
}

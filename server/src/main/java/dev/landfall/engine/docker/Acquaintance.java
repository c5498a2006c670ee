package dev.landfall.engine.docker;

import dev.landfall.engine.Engine.Contact;
import dev.landfall.engine.Machine;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is known of the Docker engine and its machine, and whether it is there: learned at each connection. */
final class Acquaintance {
    private static final Set<String> ALWAYS_THERE = Set.of("json-file", "none"); // Docker does not list the second

    private final Workbench bench;
    private volatile Contact contact;

    Acquaintance(Workbench bench) {
        this.bench = bench;
        this.contact = new Contact(false, bench.scheduler().now(), Optional.empty());
    }

    Contact contact() {
        return contact;
    }

    /** Asks the engine for its version too. @throws dev.landfall.engine.Engine.EngineAway */
    void made(EngineInfo info) {
        var version =
                bench.client().callUnversioned(HttpRequest.get("/version")).text("ApiVersion");
        contact = new Contact(true, bench.scheduler().now(), Optional.of(machine(info.json(), version.orElse(""))));
    }

    void lost() {
        var before = contact;
        if (before.established()) {
            contact = new Contact(false, bench.scheduler().now(), before.machine());
        }
    }

    private static Machine machine(Json told, String apiVersion) {
        var drivers = new LinkedHashSet<>(ALWAYS_THERE);
        drivers.addAll(told.strings("Plugins", "Log"));
        var volumes = told.strings("Plugins", "Volume").stream()
                .map(name -> name.replaceFirst(":latest$", "")) // as the agent registers them
                .collect(Collectors.toUnmodifiableSet());
        return new Machine(
                told.text("Name").orElse(""),
                Math.toIntExact(told.number("NCPU")),
                told.number("MemTotal"),
                told.text("Architecture").orElse(""),
                told.text("OSType").orElse("linux"),
                told.text("ServerVersion").orElse(""),
                apiVersion,
                drivers,
                volumes);
    }
}

package dev.landfall.ecs.agent;

import dev.landfall.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the engine told of one container at one moment, in the form of Docker's statistics. */
record StatsSample(Map<String, Json> members, Instant read) {
    /** Empty for what is not of that form. */
    static Optional<StatsSample> parse(String text) {
        try {
            if (Json.parse(text) instanceof Json.Members(var members)
                    && members.get("read") instanceof Json.Text(var read)) {
                return Optional.of(new StatsSample(members, Instant.parse(read)));
            }
        } catch (Json.Malformed | DateTimeParseException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /**
     * As version 2 and 3 tell it.
     *
     * @param id what the task's runtime calls the container
     */
    Map<String, Json> told(String id, Optional<StatsSample> before) {
        var told = new LinkedHashMap<>(members);
        told.replace("id", new Json.Text(id));
        before.ifPresent(earlier -> {
            earlier.member("read").ifPresent(at -> told.replace("preread", at));
            earlier.member("cpu_stats").ifPresent(cpu -> told.replace("precpu_stats", cpu));
        });
        return told;
    }

    private Optional<Json> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** As version 4 tells it: with the rates since the sample before, where there is one. */
    Map<String, Json> toldWithRates(String id, Optional<StatsSample> before) {
        var told = told(id, before);
        before.filter(earlier -> earlier.read().isBefore(read) && members.containsKey("networks"))
                .ifPresent(earlier -> told.put(
                        "network_rate_stats",
                        new Fields()
                                .decimal("rx_bytes_per_sec", rate(earlier, "rx_bytes"))
                                .decimal("tx_bytes_per_sec", rate(earlier, "tx_bytes"))
                                .json()));
        return told;
    }

    private double rate(StatsSample earlier, String counter) {
        var seconds = Duration.between(earlier.read(), read).toNanos() / 1e9;
        return Math.max(0, (sum(counter) - earlier.sum(counter)) / seconds);
    }

    /** Over all of its interfaces. */
    private double sum(String counter) {
        if (!(members.get("networks") instanceof Json.Members(var interfaces))) {
            return 0;
        }
        return interfaces.values().stream()
                .mapToDouble(each -> each instanceof Json.Members(var counters)
                                && counters.get(counter) instanceof Json.Numeral number
                        ? number.value()
                        : 0)
                .sum();
    }
}

package dev.landfall.simulation;

import dev.landfall.Platform;
import dev.landfall.contract.Fault;
import dev.landfall.contract.Structure;
import dev.landfall.wire.BoundOperation;
import dev.landfall.wire.BoundService;
import dev.landfall.wire.Call;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.time.Instant;

/** Calls a platform's operations by their requests, without a network in between. */
public record Client(Platform platform, Realm realm, Instant now) {
    /**
     * @param in a request, such as an {@code ecs.RunTaskRequest}
     * @throws Fault what AWS would answer
     */
    public <T extends Structure> T call(Structure in, Class<T> response) {
        var call = new Call(realm, Principal.root(realm.account(), "AKIASIMULATION"), "simulated", now);
        try {
            return response.cast(operation(in).call(in, call));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Operations throw nothing checked", e);
        }
    }

    private BoundOperation operation(Structure in) {
        var name = in.getClass().getSimpleName().replaceFirst("Request$", "");
        var service = in.getClass().getPackageName();
        return platform.services().stream()
                .filter(bound -> service.endsWith("." + bound.model().id()))
                .findFirst()
                .flatMap((BoundService bound) -> bound.operation(name))
                .orElseThrow(() -> new IllegalArgumentException(service + " has no operation " + name));
    }
}

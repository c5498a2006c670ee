package dev.landfall.ecs.task;

import dev.landfall.store.Index;
import dev.landfall.store.Key;
import java.time.Instant;
import java.util.List;

/**
 * What a client token stands for: the request it came with and the tasks it made.
 *
 * @param requestHash SHA-256 of the request as JSON, in hexadecimal
 */
public record ClientToken(String requestHash, List<String> taskArns, Instant at) {
    static final Index<ClientToken> BY_AGE =
            new Index<>("age", (key, token) -> List.of(Key.of(TaskKinds.sortable(token.at()))));
}

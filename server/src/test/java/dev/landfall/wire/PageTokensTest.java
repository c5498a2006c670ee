package dev.landfall.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.ecs.ListClustersRequest;
import dev.landfall.contract.ecs.ListTasksRequest;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class PageTokensTest {
    private static final Scan.Position LAST = new Scan.Position(Key.of("c", "2026"), Key.of("000", "us", "tâsk"));
    private final PageTokens tokens = new PageTokens(new byte[32]);
    private final Call call = call("us-east-1");
    private final ListTasksRequest request =
            ListTasksRequest.builder().cluster("c").family("f").maxResults(10).build();

    private static Call call(String region) {
        return new Call(new Realm("000000000000", region), Principal.ANONYMOUS, "id", Instant.EPOCH);
    }

    @Test
    void leadsBackToThePosition() {
        var token = tokens.issue(call, request, LAST);
        var next = request.toBuilder().nextToken(token).maxResults(50).build();
        assertThat(tokens.read(call, next, token)).contains(LAST);
    }

    @Test
    void isGoodForItsOwnRequestOnly() {
        var token = tokens.issue(call, request, LAST);
        assertThat(tokens.read(call, request.toBuilder().family("g").build(), token))
                .isEmpty();
        assertThat(tokens.read(call("eu-west-1"), request, token)).isEmpty();
        assertThat(tokens.read(call, ListClustersRequest.builder().build(), token))
                .isEmpty();
        assertThat(new PageTokens(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
                        .read(call, request, token))
                .isEmpty();
    }

    @Test
    void isGoodOnlyAsItWasIssued() {
        var bytes = Base64.getUrlDecoder().decode(tokens.issue(call, request, LAST));
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            var altered = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            assertThat(tokens.read(call, request, altered)).as("byte %d", i).isEmpty();
            bytes[i] ^= 1;
        }
    }

    @Test
    void isNotAnyOldText() {
        for (var text :
                new String[] {"", "x", "null", "\u0000", "====", "a".repeat(100_000), "AAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
            assertThat(tokens.read(call, request, text)).isEmpty();
        }
    }

    @Test
    void wantsASecretWorthTheName() {
        assertThatThrownBy(() -> new PageTokens(new byte[8])).isInstanceOf(IllegalArgumentException.class);
    }
}

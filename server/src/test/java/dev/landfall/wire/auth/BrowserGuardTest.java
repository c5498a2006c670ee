package dev.landfall.wire.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.wire.http.FakeRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BrowserGuardTest {
    private static FakeRequest calledBy(String host) {
        return new FakeRequest("POST", "/").with("Host", host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:4510",
                "LOCALHOST",
                "127.0.0.1:4510",
                "[::1]:4510",
                "192.168.1.7:4510",
                "landfall:4510",
                "host.docker.internal:4510",
                "000000000000.dkr.ecr.us-east-1.localhost:4510",
                "ecs.us-east-1.amazonaws.com"
            })
    void answersToNamesThatOnlyLeadHereForOnesOwn(String host) {
        assertThatCode(() -> BrowserGuard.refusePages(calledBy(host))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:4510",
                "evil.example.",
                "localhost.evil.example",
                "notlocalhost.evil",
                "127.0.0.1.evil.example",
                "amazonaws.com.evil.example",
                "myamazonaws.com"
            })
    void doesNotAnswerToANameThatAStrangerCanGive(String host) {
        assertThatThrownBy(() -> BrowserGuard.refusePages(calledBy(host)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("'" + host.replace(":4510", "") + "'")
                .hasMessageContaining("--auth enforce");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "http://127.0.0.1", "http://[::1]:8080", "https://app.localhost"})
    void answersToThePagesOfThisMachine(String origin) {
        assertThatCode(() -> BrowserGuard.refusePages(calledBy("localhost").with("Origin", origin)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "http://203.0.113.7", "http://localhost.evil.example", "null", "%", ""})
    void doesNotAnswerToThePagesOfOthers(String origin) {
        assertThatThrownBy(() -> BrowserGuard.refusePages(calledBy("localhost").with("Origin", origin)))
                .isInstanceOf(Denied.class)
                .hasMessageContaining("'" + origin + "'");
    }

    @Test
    void repeatsNoMoreOfANameThanHelps() {
        var name = "a".repeat(500) + ".example";
        assertThatThrownBy(() -> BrowserGuard.refusePages(calledBy(name)))
                .satisfies(denied -> assertThat(denied.getMessage()).hasSizeLessThan(400));
    }
}

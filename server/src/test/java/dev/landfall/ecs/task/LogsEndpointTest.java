package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogsEndpointTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://logs.eu-west-1.amazonaws.com",
                "logs.eu-west-1.amazonaws.com",
                "https://logs-fips.eu-west-1.amazonaws.com/",
                "https://logs.eu-west-1.api.aws",
                "https://vpce-0123456789abcdef0-abcdefgh.logs.eu-west-1.vpce.amazonaws.com:443",
                "https://logs.eu-west-1.amazonaws.com.cn"
            })
    void isCloudWatchByAnyOfItsNames(String endpoint) {
        assertThat(LogsEndpoint.isCloudWatch(endpoint, "eu-west-1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://localhost:4566",
                "https://logs.us-east-1.amazonaws.com",
                "https://logs.eu-west-1.amazonaws.com.example.org",
                "https://example.org/logs.eu-west-1.amazonaws.com",
                "https://user@logs.eu-west-1.amazonaws.com",
                "https://evil-logs.eu-west-1.amazonaws.com",
                "https://s3.eu-west-1.amazonaws.com"
            })
    void isElsewhereByAnyOther(String endpoint) {
        assertThat(LogsEndpoint.isCloudWatch(endpoint, "eu-west-1")).isFalse();
    }
}

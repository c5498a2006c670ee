package dev.landfall.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
    @ParameterizedTest
    @CsvSource({
        "abc, abc, true",
        "abc, abcd, false",
        "a*, abc, true",
        "a*, a, true",
        "*c, abc, true",
        "*b*, abc, true",
        "a?c, abc, true",
        "a?c, ac, false",
        "*a*b*, xxaxxbxx, true",
        "*a*b*, xxbxxaxx, false",
        "a\\*, a*, true",
        "a\\*, ab, false",
        "a\\?, a?, true",
        "a\\\\, a\\, true",
        "a\\, a\\, true",
        "*, '', true",
        "?, '', false",
        "'', '', true",
    })
    void matchesAsFiltersDo(String value, String text, boolean matches) {
        assertThat(new Wildcard(value).matches(text)).isEqualTo(matches);
    }

    @Test
    void isNotSlowedByManyStars() {
        var value = "*a".repeat(100) + "b";
        assertThatCode(() -> Assertions.assertTimeout(
                        Duration.ofSeconds(1),
                        () -> assertThat(new Wildcard(value).matches("a".repeat(10_000)))
                                .isFalse()))
                .doesNotThrowAnyException();
    }
}

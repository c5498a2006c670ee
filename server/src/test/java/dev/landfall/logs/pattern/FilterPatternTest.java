package dev.landfall.logs.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPatternTest {
    private static final String ACCESS =
            "127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534";
    private static final String EVENT = """
            {"eventType": "UpdateTrail", "sourceIPAddress": "111.111.111.111", "arrayKey": ["value", "another value"],
             "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}], "SomeObject": null, "ThisFlag": true,
             "count": 4.5, "a.b": "dotted", "text": "200"}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "``                  ~ anything              ~ true",
                "ERROR               ~ [ERROR 400] BAD       ~ true",
                "ERROR               ~ error in lower case   ~ false",
                "ERROR ARGUMENTS     ~ ERROR 419 ARGUMENTS   ~ true",
                "ERROR ARGUMENTS     ~ ERROR 419             ~ false",
                "?ERROR ?WARN        ~ WARN: low              ~ true",
                "?ERROR ?WARN        ~ INFO                  ~ false",
                "ERROR -ARGUMENTS    ~ ERROR 401             ~ true",
                "ERROR -ARGUMENTS    ~ ERROR 401 ARGUMENTS   ~ false",
                "-\"out of\"         ~ runs out of disk      ~ false",
                "-INFO               ~ WARN                  ~ true",
                "\"INTERNAL SERVER\" ~ 500 INTERNAL SERVER E ~ true",
                "\"INTERNAL SERVER\" ~ INTERNAL x SERVER     ~ false",
                "\"say \\\"hi\\\"\"  ~ to say \"hi\" twice   ~ true",
                "GET -\"ELB-Health\" ~ GET / ELB-Health      ~ false",
                "%[Ee]rror|FAIL%     ~ an error              ~ true",
                "%^ERROR%            ~ an ERROR              ~ false",
                "?ERROR WARN         ~ WARN alone            ~ true",
            })
    void matchesTerms(String pattern, String message, boolean expected) {
        assertThat(FilterPattern.parse(pattern).matches(message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{ $.eventType = \"UpdateTrail\" }                         ~ true",
                "{ $.eventType = UpdateTrail }                             ~ true",
                "{ $.eventType = \"Update*\" }                             ~ true",
                "{ $.eventType != \"UpdateTrail\" }                        ~ false",
                "{ $.eventType = %^Up[a-z]+Trail$% }                       ~ true",
                "{ $.sourceIPAddress != 123.123.* }                        ~ true",
                "{ $.sourceIPAddress = 111.111.* }                         ~ true",
                "{ $.arrayKey[0] = \"value\" }                             ~ true",
                "{ $.arrayKey[2] = \"value\" }                             ~ false",
                "{ $.arrayKey[*] = \"another*\" }                          ~ true",
                "{ $.objectList[1].id = 2 }                                ~ true",
                "{ $.objectList[0].id > 1 }                                ~ false",
                "{ $.SomeObject IS NULL }                                  ~ true",
                "{ $.eventType IS NULL }                                   ~ false",
                "{ $.ThisFlag IS TRUE }                                    ~ true",
                "{ $.ThisFlag IS FALSE }                                   ~ false",
                "{ $.missing NOT EXISTS }                                  ~ true",
                "{ $.eventType NOT EXISTS }                                ~ false",
                "{ $.missing != \"x\" }                                    ~ false",
                "{ $.count >= 4.5 && $.count < 5 }                         ~ true",
                "{ ($.count = 9 || $.ThisFlag IS TRUE) && $.count > 4 }    ~ true",
                "{ $.count = 9 || $.count > 4 && $.ThisFlag IS FALSE }     ~ false",
                "{ $.['a.b'] = dotted }                                    ~ true",
                "{$.text=200}                                              ~ true",
            })
    void matchesJson(String pattern, boolean expected) {
        assertThat(FilterPattern.parse(pattern).matches(EVENT)).isEqualTo(expected);
    }

    @Test
    void aMessageThatIsNotAnObjectMeetsNoJsonPattern() {
        var pattern = FilterPattern.parse("{ $.x NOT EXISTS }");

        assertThat(pattern.matches("plain text")).isFalse();
        assertThat(pattern.matches("[1, 2]")).isFalse();
        assertThat(pattern.matches("{\"y\": 1}")).isTrue();
        assertThat(pattern.matches("{".repeat(10_000))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "[ip, user, username, timestamp, request, status_code, bytes]                  ~ true",
                "[ip, user, username, timestamp, request = *html*, status_code = 4*, bytes]    ~ true",
                "[ip, user, username, timestamp, request = *.css, status_code = 4*, bytes]     ~ false",
                "[ip, user, username, timestamp, request, status_code = 404, bytes > 1000]     ~ true",
                "[ip, user, username, timestamp, request, status_code = 404, bytes > 2000]     ~ false",
                "[..., status_code = 4* || status_code = 5*, bytes]                            ~ true",
                "[..., status_code = 2* || status_code = 5*, bytes]                            ~ false",
                "[ip = 127.*, ...]                                                             ~ true",
                "[ip, ..., bytes = 1534]                                                       ~ true",
                "[ip != 10.* && ip != 192.*, rest]                                             ~ true",
                "[a, b, c, d, e, f, g, h]                                                      ~ false",
                "[..., request = %HTTP/1.[01]%, x, y]                                          ~ true",
            })
    void matchesFields(String pattern, boolean expected) {
        assertThat(FilterPattern.parse(pattern).matches(ACCESS)).isEqualTo(expected);
    }

    @Test
    void tellsWhatItFound() {
        assertThat(FilterPattern.parse("[ip, ..., request, status = 4*, bytes]").match(ACCESS))
                .contains(Map.of(
                        "$ip",
                        "127.0.0.1",
                        "$request",
                        "GET /index.html HTTP/1.0",
                        "$status",
                        "404",
                        "$bytes",
                        "1534"));
        assertThat(FilterPattern.parse("{ $.objectList[0].name = a }").match(EVENT))
                .contains(Map.of("$.objectList[0].name", "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ $.a }",
                "{ a = 1 }",
                "{ $.a = 1",
                "{ $.a > b }",
                "{ ($.a = 1 }",
                "{ $.a = 1 } x",
                "{ $. = 1 }",
                "{ $.a[x] = 1 }",
                "[a, b",
                "[a, ..., ..., b]",
                "[a = 1 || b = 2]",
                "\"open",
                "%open",
                "%(group)%",
                "%[%",
                "%a% %b% %c%",
                "-",
            })
    void refusesWhatIsNoPattern(String pattern) {
        assertThatThrownBy(() -> FilterPattern.parse(pattern))
                .isInstanceOf(FilterPattern.InvalidPattern.class)
                .hasMessageStartingWith("Invalid filter pattern");
    }

    @Test
    void givesUpOnARegularExpressionThatTakesForEver() {
        var pattern = FilterPattern.parse("%a*a*a*a*a*a*a*a*b%");

        assertThatThrownBy(() -> pattern.matches("a".repeat(5_000)))
                .isInstanceOf(FilterPattern.InvalidPattern.class)
                .hasMessageContaining("too long");
    }

    @Test
    void neverFailsOtherwiseWhateverThePatternIs() {
        var random = new Random(7);
        var alphabet = "{}[]()$.=!<>&|?-%\"'*, aA1\\ISNOTEXR";
        for (var i = 0; i < 20_000; i++) {
            var pattern = new StringBuilder(random.nextBoolean() ? "{ $.a " : random.nextBoolean() ? "[a, " : "");
            for (var length = random.nextInt(12); length > 0; length--) {
                pattern.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                FilterPattern.parse(pattern.toString()).matches(random.nextBoolean() ? EVENT : ACCESS);
            } catch (FilterPattern.InvalidPattern e) {
                assertThat(e).hasMessageStartingWith("Invalid filter pattern");
            }
        }
    }
}

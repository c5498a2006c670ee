package dev.landfall.ecr.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.ecr.blob.Digest;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageNameTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "nginx,                    -,                nginx,           -",
                "nginx:1.27,               -,                nginx,           1.27",
                "library/nginx,            -,                library/nginx,   -",
                "localhost/app,            localhost,        app,             -",
                "localhost:4566/app:v1,    localhost:4566,   app,             v1",
                "localhost:4566,           -,                localhost,       4566",
                "example.org/team/app,     example.org,      team/app,        -",
                "host:5000/a/b/c:tag,      host:5000,        a/b/c,           tag",
                "000000000000.dkr.ecr.us-east-1.amazonaws.com/x:y, 000000000000.dkr.ecr.us-east-1.amazonaws.com, x, y",
            })
    void readsNamesAsDockerDoes(String text, String registry, String repository, String tag) {
        assertThat(ImageName.parse(text))
                .hasValue(new ImageName(
                        Optional.ofNullable(registry), repository, Optional.ofNullable(tag), Optional.empty()));
    }

    @Test
    void readsATagAndADigest() {
        var digest = Digest.parse(DIGEST);
        assertThat(ImageName.parse("r.io/a:b@" + DIGEST))
                .hasValue(new ImageName(Optional.of("r.io"), "a", Optional.of("b"), digest));
        assertThat(ImageName.parse("a@" + DIGEST))
                .hasValue(new ImageName(Optional.empty(), "a", Optional.empty(), digest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:4566/", "a:", "a:-x", "a@sha256:123", "a@b@c", "@", "a:b:c", "a:b@"})
    void refusesWhatIsNoName(String text) {
        assertThat(ImageName.parse(text)).isEmpty();
    }

    @RepeatedTest(500)
    void writesWhatItRead() {
        var random = new Random();
        var name = new ImageName(
                random.nextBoolean() ? Optional.of(word(random) + "." + word(random) + ":80") : Optional.empty(),
                word(random) + (random.nextBoolean() ? "/" + word(random) : ""),
                random.nextBoolean() ? Optional.of(word(random) + "._-") : Optional.empty(),
                random.nextBoolean() ? Digest.parse(DIGEST) : Optional.empty());
        assertThat(ImageName.parse(name.toString())).as(name.toString()).hasValue(name);
    }

    @RepeatedTest(2_000)
    void survivesAnyText() {
        var random = new Random();
        var text = new StringBuilder();
        for (var i = random.nextInt(40); i > 0; i--) {
            text.append("ab0:/@.-_ %\\\u00e9".charAt(random.nextInt(13)));
        }
        ImageName.parse(text.toString()).ifPresent(name -> {
            assertThat(name.toString()).isEqualTo(text.toString());
            assertThat(name.repository()).isNotEmpty();
        });
    }

    private static String word(Random random) {
        var text = new StringBuilder();
        for (var i = 1 + random.nextInt(8); i > 0; i--) {
            text.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(random.nextInt(36)));
        }
        return text.toString();
    }
}

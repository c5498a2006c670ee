package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "nginx, nginx:latest",
        "nginx:1.27, nginx:1.27",
        "docker.io/library/nginx, nginx:latest",
        "localhost:4566/app, localhost:4566/app:latest",
        "localhost:4566/a/b:v1, localhost:4566/a/b:v1",
        "localhost:4566/app:v1@sha256:12, localhost:4566/app@sha256:12",
    })
    void pullsOneImageOnly(String reference, String pulled) {
        assertThat(ImageReference.parse(reference).pullable()).isEqualTo(pulled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app HTTP/1.1\r\nHost: x\r\n\r\nDELETE /containers/other?force=1",
                "../containers/other",
                "a/../../containers/other",
                "app?x=1",
                "app#x",
                "app%2f..",
                "app one",
                "app@sha256:12/../x",
                "/app",
                "app\n",
            })
    void refusesWhatWouldBeMoreThanANameInARequest(String reference) {
        assertThatThrownBy(() -> ImageReference.parse(reference))
                .isInstanceOf(DockerFault.class)
                .hasMessage("invalid reference format");
    }

    @Test
    void findsTheDigestThatItsOwnRepositoryGave() {
        var image = new ImageInfo("id", List.of("other@sha256:aa", "localhost:4566/app@sha256:bb"));

        assertThat(image.digest(ImageReference.parse("localhost:4566/app:v1"))).contains("sha256:bb");
        assertThat(image.digest(ImageReference.parse("app@sha256:cc"))).contains("sha256:cc");
        assertThat(image.digest(ImageReference.parse("built-here"))).isEmpty();
    }
}

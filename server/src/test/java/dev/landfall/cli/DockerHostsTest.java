package dev.landfall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerHostsTest {
    @Test
    void meansTheEngineThatDockerMeans(@TempDir Path data) {
        assertThat(DockerHosts.find(data, Map.of("DOCKER_HOST", "tcp://192.0.2.1:2375")))
                .hasToString("tcp://192.0.2.1:2375");
    }

    @Test
    void prefersTheEngineStartedForThisDataFolder(@TempDir Path data) throws IOException {
        Path socket =
                Files.createFile(Files.createDirectory(data.resolve("docker")).resolve("docker.sock"));
        assertThat(DockerHosts.find(data, Map.of())).hasToString("unix://" + socket);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docker.sock", "unix:relative", "http://localhost:2375", "tcp://nowhere", "unix:// a"})
    void refusesWhatIsNoEngineAddress(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DockerHosts.parse(text));
    }
}

package dev.landfall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.Settings;
import dev.landfall.network.Cidr;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceTest {
    @Test
    void aDataFolderServesOneServerAtATime(@TempDir Path data) throws IOException {
        try (Instance first = Instance.claim(settings(data))) {
            first.announce(URI.create("http://localhost:4567"));
            assertThatThrownBy(() -> Instance.claim(settings(data)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("--data")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
        Instance.claim(settings(data)).close();
    }

    @Test
    void isFoundOnlyWhileItRuns(@TempDir Path data) throws IOException {
        assertThat(Instance.running(data)).isEmpty();
        try (Instance instance = Instance.claim(settings(data))) {
            assertThat(Instance.running(data)).isEmpty();
            instance.announce(URI.create("http://localhost:4567"));
            assertThat(Instance.running(data)).contains(URI.create("http://localhost:4567"));
        }
        assertThat(Instance.running(data)).isEmpty();
        assertThat(Instance.pid(data)).isEmpty();
    }

    private static Settings settings(Path data) {
        return new Settings(
                4567,
                InetAddress.getLoopbackAddress(),
                data,
                Settings.Auth.OPEN,
                Cidr.parse("172.31.0.0/16"),
                Cidr.parse("127.64.0.0/16"),
                Settings.Forwarding.AUTO,
                URI.create("unix:///var/run/docker.sock"));
    }
}

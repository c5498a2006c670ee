package dev.landfall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.landfall.Settings.Auth;
import dev.landfall.network.Cidr;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void refusesToBeOpenToOthers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("0.0.0.0", 4566, Auth.OPEN))
                .withMessageContaining("--auth enforce");
        assertThat(settings("0.0.0.0", 4566, Auth.ENFORCE).auth()).isEqualTo(Auth.ENFORCE);
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings("127.0.0.1", 0, Auth.OPEN));
        assertThatIllegalArgumentException().isThrownBy(() -> settings("127.0.0.1", 65_536, Auth.OPEN));
    }

    @Test
    void tellsClientsWhereToFindIt() {
        assertThat(settings("127.0.0.1", 4566, Auth.OPEN).endpoint()).hasToString("http://localhost:4566");
        assertThat(settings("0.0.0.0", 80, Auth.ENFORCE).endpoint()).hasToString("http://localhost:80");
        assertThat(settings("192.0.2.7", 4566, Auth.ENFORCE).endpoint()).hasToString("http://192.0.2.7:4566");
        assertThat(settings("2001:db8::7", 4566, Auth.ENFORCE).endpoint().getHost())
                .startsWith("[");
    }

    @Test
    void refusesAPoolInsideTheVpc() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("127.0.0.1", 4566, Auth.OPEN, "172.31.8.0/24"))
                .withMessageContaining("overlaps");
    }

    private static Settings settings(String bind, int port, Auth auth) {
        return settings(bind, port, auth, "127.64.0.0/16");
    }

    private static Settings settings(String bind, int port, Auth auth, String publicIps) {
        return new Settings(
                port,
                InetAddress.ofLiteral(bind),
                Path.of("data"),
                auth,
                Cidr.parse("172.31.0.0/16"),
                Cidr.parse(publicIps),
                Settings.Forwarding.AUTO,
                URI.create("unix:///var/run/docker.sock"));
    }
}

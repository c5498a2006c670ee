package dev.landfall.network.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgedTrafficTest {
    @TempDir
    private Path root;

    @Test
    void switchesOurBridgeOnAndNoOther() throws IOException {
        var all = setting("proc/sys/net/bridge/bridge-nf-call-iptables", "0");
        var ours = setting("sys/class/net/lf-ours/bridge/nf_call_iptables", "0");
        var another = setting("sys/class/net/docker0/bridge/nf_call_iptables", "0");
        new BridgedTraffic(root, "lf-ours", () -> false).open();
        assertThat(ours).hasContent("1");
        assertThat(another).hasContent("0");
        assertThat(all).hasContent("0");
    }

    @Test
    void leavesASettingForAllAlone() throws IOException {
        var all = setting("proc/sys/net/bridge/bridge-nf-call-iptables", "1");
        var ours = setting("sys/class/net/lf-ours/bridge/nf_call_iptables", "0");
        new BridgedTraffic(root, "lf-ours", () -> false).open();
        assertThat(all).hasContent("1");
        assertThat(ours).hasContent("0");
    }

    /** The module switches itself on for every bridge; that ends once ours has a switch of its own. */
    @Test
    void loadsWhatIsMissingAndKeepsItToOurBridge() throws IOException {
        var traffic = new BridgedTraffic(root, "lf-ours", () -> {
            setting("proc/sys/net/bridge/bridge-nf-call-iptables", "1");
            return true;
        });
        traffic.open();
        var all = root.resolve("proc/sys/net/bridge/bridge-nf-call-iptables");
        assertThat(all).as("there is no bridge yet").hasContent("1");
        var ours = setting("sys/class/net/lf-ours/bridge/nf_call_iptables", "0");
        traffic.open();
        assertThat(ours).hasContent("1");
        assertThat(all).hasContent("0");
    }

    @Test
    void doesNothingWhereItCannotBeHad() throws IOException {
        var ours = setting("sys/class/net/lf-ours/bridge/nf_call_iptables", "0");
        new BridgedTraffic(root, "lf-ours", () -> false).open();
        assertThat(ours).hasContent("0");
    }

    private Path setting(String path, String value) {
        try {
            var file = root.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, value);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.PodId;
import dev.landfall.loop.VirtualScheduler;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log that Docker cannot read to its end, as after a power cut. */
class DamagedLogTest {
    private static final String WHOLE = "2026-11-21T12:00:00.000000000Z whole\n";
    private static final String TROUBLE = "Error grabbing logs: invalid character 'x' looking for beginning of value";

    @TempDir
    private Path directory;

    @Test
    @Timeout(20)
    void isReadUpToItsDamageOnceTheContainerEnded() throws Exception {
        isReadUpToItsDamage(frame(1, WHOLE) + frame(3, TROUBLE), false);
    }

    @Test
    @Timeout(20)
    void ofATerminalIsReadUpToItsDamageToo() throws Exception {
        isReadUpToItsDamage(WHOLE + TROUBLE, true);
    }

    private void isReadUpToItsDamage(String log, boolean terminal) throws Exception {
        var damaged = answer(log);
        var ended = FakeDocker.ok(
                "{\"Id\":\"c\",\"Config\":{\"Tty\":%s},\"State\":{\"Running\":false}}".formatted(terminal));
        try (var docker = new FakeDocker(directory);
                var scheduler = new VirtualScheduler();
                var client = new DockerClient(docker.host(), scheduler)) {
            docker.willAnswer(FakeDocker.VERSION, FakeDocker.ok("[{\"Id\":\"c\"}]"), ended);
            docker.willAnswer(damaged, ended, ended, damaged, ended); // followed, looked at, read once more
            var bench = Workbench.of(client, "damaged", NetworkPlan.of("damaged"), AddressGuard.NONE, scheduler);
            var lines = new ArrayList<String>();
            try (var reader = new DockerLogs(bench, new PodId("p"), "app").open(LogLine.Position.START)) {
                for (var batch = reader.next(); !batch.isEmpty(); batch = reader.next()) {
                    lines.addAll(batch.stream().map(LogLine::text).toList());
                }
            }
            assertThat(lines).isEqualTo(List.of("whole"));
        }
    }

    private static String frame(int stream, String text) {
        var header = ByteBuffer.allocate(8).put((byte) stream).putInt(4, text.length());
        return new String(header.array(), ISO_8859_1) + text;
    }

    private static String answer(String body) {
        return "HTTP/1.1 200 X\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}

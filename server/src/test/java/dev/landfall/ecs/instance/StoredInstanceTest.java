package dev.landfall.ecs.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoredInstanceTest {
    private static final ContainerInstance STORED = new ContainerInstance(
            "0123",
            new Realm("123456789012", "eu-west-1"),
            "web",
            "i-1",
            ContainerInstance.Status.DRAINING,
            new MachineFacts(4_096, 8_192, Map.of("ecs.os-type", "linux"), "27.0.0", Set.of()),
            Map.of("stack", "blue"),
            Instant.EPOCH,
            Optional.empty(),
            List.of(),
            3);

    @Test
    void isReadAsItWasWritten() {
        var codec = ContainerInstance.KIND.codec();
        assertThat(codec.decode(codec.encode(STORED))).isEqualTo(STORED);
    }

    @Test
    void isReadAsTheFirstVersionWroteIt() {
        var first = """
                {"_v":1,"is":{"id":"0123","realm":{"account":"123456789012","region":"eu-west-1"},"cluster":"web",
                "ec2InstanceId":"i-1","status":"DRAINING","cpu":4096,"memoryMiB":8192,"builtIn":{"ecs.os-type":"linux"},
                "custom":{"stack":"blue"},"engineVersion":"27.0.0","registeredAt":"1970-01-01T00:00:00Z","version":3}}
                """;
        assertThat(ContainerInstance.KIND.codec().decode(first.getBytes(UTF_8))).isEqualTo(STORED);
    }
}

package dev.landfall.contract.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landfall.contract.Models;
import dev.landfall.contract.Operation;
import dev.landfall.contract.Samples;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another reader of the same contract agrees with us: botocore reads what we answer, and we read what it asks, for every
 * operation in every protocol. Needs a python3 that has botocore with the models we took.
 */
final class BotocoreTest {
    private static final String PEER = "src/test/python/botocore_peer.py";

    @TempDir
    Path exchange;

    private interface Case {
        void run(ServiceModel service, String protocol, Operation<?, ?> operation, String name) throws IOException;
    }

    @Test
    void botocoreReadsWhatWeWriteAndWeReadWhatItWrites() throws Exception {
        assumeTrue(python("-c", "import botocore; assert botocore.__version__ == '1.43.11'") == 0);
        each(this::answer);
        assertThat(python(PEER, exchange.toString()))
                .as("botocore reads our answers")
                .isZero();
        each(this::readRequest);
    }

    private static void each(Case each) throws IOException {
        for (var service : Models.AWS) {
            for (var protocol : service.metadata().protocols()) {
                for (var operation : Models.operations(service).toList()) {
                    each.run(service, protocol, operation, String.join("~", service.id(), protocol, operation.name()));
                }
            }
        }
    }

    private void answer(ServiceModel service, String protocol, Operation<?, ?> operation, String name)
            throws IOException {
        var output = sample(operation.output());
        var body = switch (protocol) {
            case "json" -> JsonCodec.encode(output);
            case "query" -> QueryCodec.encode(service, operation, output, "id");
            case "ec2" -> Ec2Codec.encode(service, operation, output, "id");
            default -> CborCodec.encode(output);
        };
        Files.write(exchange.resolve(name + ".body"), body);
        Files.writeString(exchange.resolve(name + ".out"), Canonical.text(output));
        Files.writeString(exchange.resolve(name + ".in"), Canonical.text(sample(operation.input())));
    }

    private void readRequest(ServiceModel service, String protocol, Operation<?, ?> operation, String name)
            throws IOException {
        var request = exchange.resolve(name + ".request");
        if (Files.exists(request)) { // not where the model has no input
            var read = read(protocol, operation.input(), Files.readAllBytes(request));
            assertThat(Canonical.text(read)).as(name).isEqualTo(Canonical.text(sample(operation.input())));
        }
    }

    private static Structure read(String protocol, StructureSchema<?> schema, byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8);
        return switch (protocol) {
            case "json" -> JsonCodec.decode(schema, body);
            case "query" -> QueryCodec.decode(schema, Form.parse(text));
            case "ec2" -> Ec2Codec.decode(schema, Form.parse(text));
            default -> CborCodec.decode(schema, body);
        };
    }

    private static Structure sample(StructureSchema<?> schema) {
        return new Samples(schema.name().hashCode()).structure(schema);
    }

    private static int python(String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("python3"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}

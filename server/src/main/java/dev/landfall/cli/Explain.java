package dev.landfall.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.contract.codec.JsonCodec;
import dev.landfall.contract.landfall.ExplainTaskRequest;
import dev.landfall.contract.landfall.ExplainTaskResponse;
import dev.landfall.contract.landfall.LandfallService;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why a task did not start, what its start took, and what it died of. */
@Command(name = "explain")
final class Explain implements Callable<Integer> {
    /** How to tell it. */
    enum Output {
        TEXT,
        JSON,
    }

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(index = "0", paramLabel = "TASK")
    private String task = "";

    @Option(names = "--cluster")
    private @Nullable String cluster;

    @Option(names = "--output")
    private Output output = Output.TEXT;

    @Override
    public Integer call() throws Exception {
        try (var api = Api.of(options.settings())) {
            var answer = api.call(
                    LandfallService.MODEL,
                    "ExplainTask",
                    ExplainTaskRequest.builder().cluster(cluster).task(task).build(),
                    ExplainTaskResponse.SCHEMA);
            System.out.print(
                    switch (output) {
                        case TEXT -> new ExplainText(answer).text();
                        case JSON -> new String(JsonCodec.encode(answer), UTF_8) + "\n";
                    });
        }
        return 0;
    }
}

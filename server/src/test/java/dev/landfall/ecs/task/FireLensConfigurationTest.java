package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.FirelensConfiguration;
import dev.landfall.contract.ecs.FirelensConfigurationType;
import dev.landfall.contract.ecs.LogConfiguration;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.engine.ContainerFiles.Written;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FireLensConfigurationTest {
    private final Task task = Tasks.of(new Phase.Activating(), "app", "router");

    private static ContainerDefinition app(Map<String, String> options) {
        return ContainerDefinition.builder()
                .name("app")
                .logConfiguration(LogConfiguration.builder()
                        .logDriver(LogDriver.AWSFIRELENS)
                        .options(options)
                        .build())
                .build();
    }

    private static ContainerDefinition router(FirelensConfigurationType type, Map<String, String> options) {
        return ContainerDefinition.builder()
                .name("router")
                .firelensConfiguration(FirelensConfiguration.builder()
                        .type(type)
                        .options(options)
                        .build())
                .build();
    }

    private String text(NetworkMode mode, ContainerDefinition app, ContainerDefinition router) {
        var spec = RegisterTaskDefinitionRequest.builder()
                .networkMode(mode)
                .containerDefinitions(List.of(app, router))
                .build();
        return FireLensConfiguration.files(task, spec, router, Optional.empty())
                .getFirst()
                .text();
    }

    @Test
    void tellsFluentdInItsOwnWords() {
        var text = text(
                NetworkMode.BRIDGE,
                app(Map.of("@type", "stdout", "include-pattern", "ERROR")),
                router(FirelensConfigurationType.FLUENTD, Map.of()));
        assertThat(text)
                .contains("@type unix\n    path /var/run/fluent.sock")
                .contains("bind 0.0.0.0\n    port 24224")
                .contains("<regexp>\n        key log\n        pattern ERROR\n    </regexp>")
                .contains("ecs_task_arn " + task.arn())
                .contains("<match app-firelens-" + task.id() + "**>\n    @type stdout\n</match>");
    }

    @Test
    void includesTheUsersFileAndLeavesMetadataOutWhenAsked() {
        var options = Map.of(
                "enable-ecs-log-metadata", "false", "config-file-type", "file", "config-file-value", "/extra.conf");
        var text = text(NetworkMode.AWSVPC, app(Map.of()), router(FirelensConfigurationType.FLUENTBIT, options));
        assertThat(text)
                .contains("@INCLUDE /extra.conf")
                .contains("Listen 127.0.0.1")
                .doesNotContain("record_modifier")
                .doesNotContain("[OUTPUT]"); // where lines go is the file's to say
    }

    @Test
    void putsTheUsersFileFromS3WhereTheAgentPutsIt() {
        var options = Map.of("config-file-type", "s3", "config-file-value", "arn:aws:s3:::conf/extra.conf");
        for (var type : FirelensConfigurationType.values()) {
            var router = router(type, options);
            var spec = RegisterTaskDefinitionRequest.builder()
                    .containerDefinitions(List.of(app(Map.of()), router))
                    .build();
            var files = FireLensConfiguration.files(task, spec, router, Optional.of("# mine"));
            var path = (type == FirelensConfigurationType.FLUENTD ? "/fluentd" : "/fluent-bit") + "/etc/external.conf";
            assertThat(files.getFirst().text()).containsIgnoringCase("@include " + path);
            assertThat(files.getLast()).isEqualTo(new Written(path, "# mine"));
        }
    }

    @Test
    void startsTheRouterBeforeThoseWhoseLinesItTakes() {
        var app = app(Map.of());
        var spec = RegisterTaskDefinitionRequest.builder()
                .containerDefinitions(List.of(app, router(FirelensConfigurationType.FLUENTBIT, Map.of())))
                .build();
        assertThat(Dependency.of(spec, app)).containsExactly(new Dependency("router", Dependency.Condition.START));
    }
}

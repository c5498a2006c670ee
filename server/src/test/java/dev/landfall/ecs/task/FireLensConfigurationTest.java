package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.FirelensConfiguration;
import dev.landfall.contract.ecs.FirelensConfigurationType;
import dev.landfall.contract.ecs.LogConfiguration;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.contract.ecs.MountPoint;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.engine.ContainerFiles.Mount;
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

    private static RegisterTaskDefinitionRequest spec(
            NetworkMode mode, ContainerDefinition app, ContainerDefinition router) {
        return RegisterTaskDefinitionRequest.builder()
                .networkMode(mode)
                .containerDefinitions(List.of(app, router))
                .build();
    }

    private String text(NetworkMode mode, ContainerDefinition app, ContainerDefinition router) {
        return FireLensConfiguration.files(task, spec(mode, app, router), router, Optional.empty())
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
                .contains("<match app-firelens**>\n    @type stdout\n</match>");
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
                .doesNotContain("Match app-firelens"); // where lines go is the file's to say
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
    void listensForLinesAndForHealthChecksWhereTheTaskHasANetworkOfItsOwn() {
        var app = app(Map.of("Name", "stdout"));
        var router = router(FirelensConfigurationType.FLUENTBIT, Map.of());
        assertThat(text(NetworkMode.AWSVPC, app, router))
                .contains("[INPUT]\n    Name tcp\n    Tag firelens-healthcheck\n    Listen 127.0.0.1\n    Port 8877\n")
                .contains("[OUTPUT]\n    Name null\n    Match firelens-healthcheck\n")
                .contains("[OUTPUT]\n    Name stdout\n    Match app-firelens*\n");
        assertThat(text(NetworkMode.HOST, app, router))
                .contains("unix_path /var/run/fluent.sock")
                .doesNotContain("Port");
        assertThat(text(NetworkMode.BRIDGE, app, router(FirelensConfigurationType.FLUENTD, Map.of())))
                .doesNotContain("health");
    }

    @Test
    void wantsToKnowThePluginThatOptionsAreFor() {
        var router = router(FirelensConfigurationType.FLUENTBIT, Map.of());
        assertThat(FireLensConfiguration.fault(spec(NetworkMode.AWSVPC, app(Map.of("region", "eu-west-1")), router)))
                .hasValueSatisfying(why -> assertThat(why)
                        .endsWith("unable to apply log options of container app to firelens config: missing output key"
                                + " Name which is required for firelens configuration of type fluentbit"));
        for (var options : List.of(
                Map.of("Name", "s3", "region", "eu-west-1"),
                Map.of("include-pattern", "ERROR", "log-driver-buffer-limit", "1024"),
                Map.<String, String>of())) {
            assertThat(FireLensConfiguration.fault(spec(NetworkMode.AWSVPC, app(options), router)))
                    .isEmpty();
        }
    }

    @Test
    void mountsTheConfigurationOfAReadOnlyRouterUnlessTheDefinitionMountsSomethingThere() {
        var router = router(FirelensConfigurationType.FLUENTBIT, Map.of()).toBuilder()
                .readonlyRootFilesystem(true)
                .build();
        assertThat(FireLens.mounts(router)).extracting(Mount::path).containsExactly("/var/run", "/fluent-bit/etc");
        for (var path : List.of("/fluent-bit/etc", "/fluent-bit/")) {
            var own = router.toBuilder()
                    .mountPoints(List.of(MountPoint.builder()
                            .sourceVolume("v")
                            .containerPath(path)
                            .build()))
                    .build();
            assertThat(FireLens.mounts(own)).extracting(Mount::path).containsExactly("/var/run");
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

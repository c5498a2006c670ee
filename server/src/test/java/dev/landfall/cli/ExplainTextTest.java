package dev.landfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.landfall.Cause;
import dev.landfall.contract.landfall.ContainerExplanation;
import dev.landfall.contract.landfall.ExplainTaskResponse;
import dev.landfall.contract.landfall.ImageLayer;
import dev.landfall.contract.landfall.ImageLayerState;
import dev.landfall.contract.landfall.LastLine;
import dev.landfall.contract.landfall.StartStep;
import dev.landfall.contract.landfall.StartStepName;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainTextTest {
    private static final Instant T0 = Instant.parse("2026-11-22T10:00:00Z");

    private static Instant at(int millis) {
        return T0.plusMillis(millis);
    }

    private static StartStep.Builder step(StartStepName name, int begin, int end) {
        return StartStep.builder().name(name).beginAt(at(begin)).endAt(at(end)).durationMillis((long) end - begin);
    }

    private static ExplainTaskResponse.Builder task(String status) {
        return ExplainTaskResponse.builder()
                .taskArn("arn:aws:ecs:us-east-1:000000000000:task/demo/0123abcd")
                .clusterArn("arn:aws:ecs:us-east-1:000000000000:cluster/demo")
                .taskDefinitionArn("arn:aws:ecs:us-east-1:000000000000:task-definition/web:3")
                .lastStatus(status)
                .createdAt(T0)
                .explainedAt(at(2_000));
    }

    @Test
    void tellsWhatToDoAndWhatAHealthCheckSays() {
        var answer = task("ACTIVATING")
                .summary("It has been starting for 9 s.")
                .advice("make room")
                .containers(List.of(ContainerExplanation.builder()
                        .name("proxy")
                        .lastStatus("RUNNING")
                        .healthStatus("UNHEALTHY")
                        .healthCheckExitCode(1)
                        .healthCheckOutput("first\nsecond\n")
                        .build()));
        assertThat(new ExplainText(answer.build()).text())
                .contains("It has been starting for 9 s.\nWhat to do: make room\n")
                .contains("Container proxy: RUNNING, UNHEALTHY\n"
                        + "  its health check ended with exit code 1: first\n    second\n");
    }

    @Test
    void drawsTheStartOnOneScaleAndTellsTheCausesInOrder() {
        var layers = List.of(
                ImageLayer.builder().id("aaaa").state(ImageLayerState.PRESENT).build(),
                ImageLayer.builder()
                        .id("bbbb")
                        .state(ImageLayerState.DONE)
                        .bytes(5_200_000L)
                        .doneBytes(5_200_000L)
                        .beginAt(at(200))
                        .endAt(at(500))
                        .durationMillis(300L)
                        .build());
        var answer = task("STOPPED")
                .summary("It stopped: container app (essential) ended 0.50 s after it was started, with exit code 3.")
                .steps(List.of(
                        step(StartStepName.PROVISIONING, 0, 20)
                                .detail("network interface 172.31.0.9")
                                .build(),
                        step(StartStepName.PULL, 100, 500)
                                .containerName("app")
                                .detail("team/app:v1")
                                .layers(layers)
                                .build(),
                        step(StartStepName.START, 900, 1_000)
                                .containerName("app")
                                .build()))
                .causes(List.of(
                        Cause.builder()
                                .at(at(1_500))
                                .containerName("app")
                                .text("container app (essential) ended")
                                .build(),
                        Cause.builder()
                                .at(at(1_520))
                                .text("so the task was stopped")
                                .build()))
                .containers(List.of(ContainerExplanation.builder()
                        .name("app")
                        .lastStatus("STOPPED")
                        .exitCode(143)
                        .signal("SIGTERM")
                        .logGroup("/ecs/web")
                        .logStream("ecs/app/0123abcd")
                        .lastLines(List.of(LastLine.builder()
                                .at(at(1_400))
                                .text("no database")
                                .build()))
                        .build()))
                .build();

        assertThat(new ExplainText(answer).text()).isEqualTo("""
                Task 0123abcd of web:3 in cluster demo: STOPPED
                It stopped: container app (essential) ended 0.50 s after it was started, with exit code 3.

                How it started                            |0 s                               1.00 s|
                  provisioning                    0.02 s  |#                                       |  network interface 172.31.0.9
                  app: pull                       0.40 s  |    #################                   |  team/app:v1
                    layer aaaa                            |                                        |  was there
                    layer bbbb                    0.30 s  |        #############                   |  5.2 MB
                  app: start                      0.10 s  |                                    ####|

                What it ended of
                     +1.50 s  container app (essential) ended
                     +1.52 s  so the task was stopped

                Container app: STOPPED, exit code 143 (SIGTERM)
                  log stream ecs/app/0123abcd in /ecs/web
                  10:00:01.400  no database
                """);
    }

    @Test
    void lastLinesAndHealthChecksCommandNoTerminal() {
        var clipboard = "\u001b]52;c;cm0gLXJmIC8=\u0007";
        var answer = task("STOPPED")
                .containers(List.of(ContainerExplanation.builder()
                        .name("app")
                        .lastStatus("STOPPED")
                        .reason("ended" + clipboard)
                        .healthStatus("UNHEALTHY")
                        .healthCheckExitCode(1)
                        .healthCheckOutput("first" + clipboard + "\nsecond\u009b2J")
                        .lastLines(List.of(LastLine.builder()
                                .at(at(1_400))
                                .text("a\tb" + clipboard + "c\u007fd\r")
                                .build()))
                        .build()))
                .build();
        var text = new ExplainText(answer).text();
        assertThat(text.chars().filter(c -> c != '\n' && c != '\t')).noneMatch(Character::isISOControl);
        assertThat(text)
                .contains("first ]52;c;cm0gLXJmIC8= \n    second 2J\n")
                .contains("  10:00:01.400  a\tb ]52;c;cm0gLXJmIC8= c d\n");
    }

    @Test
    void showsWhatIsStillUnderWay() {
        var layer = ImageLayer.builder()
                .id("cccc")
                .state(ImageLayerState.DOWNLOADING)
                .bytes(9_000_000L)
                .doneBytes(400_000L)
                .beginAt(at(1_000))
                .durationMillis(1_000L)
                .build();
        var answer = task("ACTIVATING")
                .summary("It has been starting for 2.00 s.")
                .steps(List.of(StartStep.builder()
                        .name(StartStepName.PULL)
                        .containerName("app")
                        .beginAt(at(500))
                        .durationMillis(1_500L)
                        .layers(List.of(layer))
                        .build()))
                .build();

        assertThat(new ExplainText(answer).text()).isEqualTo("""
                Task 0123abcd of web:3 in cluster demo: ACTIVATING
                It has been starting for 2.00 s.

                How it started                            |0 s                               2.00 s|
                  app: pull                       1.50 s  |          #############################>|
                    layer cccc                    1.00 s  |                    ###################>|  400.0 kB of 9.0 MB is on its way
                """);
    }
}

package dev.landfall.cli;

import dev.landfall.contract.landfall.Cause;
import dev.landfall.contract.landfall.ContainerExplanation;
import dev.landfall.contract.landfall.ExplainTaskResponse;
import dev.landfall.contract.landfall.ImageLayer;
import dev.landfall.contract.landfall.ImageLayerState;
import dev.landfall.contract.landfall.StartStep;
import dev.landfall.ecs.explain.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An explanation as people read it: one sentence, a picture of the start, the causes, the last lines. Pure. */
final class ExplainText {
    private static final int LINES_PER_CONTAINER = 10;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private static final Pattern COMMANDING = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f&&[^\n\t]]");

    private final ExplainTaskResponse answer;
    private final TimeBar bar;
    private final StringBuilder text = new StringBuilder();

    ExplainText(ExplainTaskResponse answer) {
        this.answer = answer;
        var end = answer.stepsOrEmpty().stream()
                .map(step -> Optional.ofNullable(step.endAt()).orElse(now()))
                .max(Comparator.naturalOrder())
                .orElse(now());
        this.bar = new TimeBar(begin(), end);
    }

    private Instant begin() {
        return answer.createdAt() == null ? Instant.EPOCH : answer.createdAt();
    }

    private Instant now() {
        return answer.explainedAt() == null ? begin() : answer.explainedAt();
    }

    String text() {
        line(
                "Task %s of %s in cluster %s: %s",
                name(answer.taskArn()),
                name(answer.taskDefinitionArn()),
                name(answer.clusterArn()),
                answer.lastStatusOr("?"));
        line("%s", answer.summaryOr(""));
        if (answer.advice() != null) {
            line("What to do: %s", answer.advice());
        }
        if (!answer.stepsOrEmpty().isEmpty()) {
            line("");
            line("%-30s %9s  %s", "How it started", "", bar.scale());
            answer.stepsOrEmpty().forEach(this::step);
        }
        if (!answer.causesOrEmpty().isEmpty()) {
            line("");
            line("What it ended of");
            answer.causesOrEmpty().forEach(this::cause);
        }
        answer.containersOrEmpty().forEach(this::container);
        return text.toString();
    }

    private void step(StartStep step) {
        var name = step.name() == null ? "?" : step.name().value();
        var label = step.containerName() == null ? name : step.containerName() + ": " + name;
        row("  " + label, step.durationMillis(), bar.of(step.beginAt(), step.endAt()), step.detailOr(""));
        step.layersOrEmpty().forEach(this::layer);
    }

    private void layer(ImageLayer layer) {
        var state = layer.state();
        var size = layer.bytes() == null ? "" : " " + Amounts.bytes(layer.bytes());
        var partly = layer.bytes() != null && layer.doneBytesOr(0L) < layer.bytes()
                ? Amounts.bytes(layer.doneBytesOr(0L)) + " of" + size
                : size.strip();
        var told = state == null || state == ImageLayerState.DONE ? partly : (partly + " " + words(state)).strip();
        row("    layer " + layer.idOr("?"), layer.durationMillis(), bar.of(layer.beginAt(), layer.endAt()), told);
    }

    private static String words(ImageLayerState state) {
        return switch (state) {
            case PRESENT -> "was there";
            case WAITING -> "waits";
            case RETRYING -> "is tried again";
            case DOWNLOADING -> "is on its way";
            case DOWNLOADED -> "has arrived";
            case EXTRACTING -> "is unpacked";
            case DONE -> "";
        };
    }

    private void row(String label, @Nullable Long millis, String picture, String detail) {
        var took = millis == null ? "" : Amounts.of(Duration.ofMillis(millis));
        line("%-30s %9s  %s  %s", label, took, picture, detail);
    }

    private void cause(Cause cause) {
        var at = cause.at() == null ? "" : "+" + Amounts.of(Duration.between(begin(), cause.at()));
        line("  %10s  %s", at, cause.textOr(""));
    }

    private void container(ContainerExplanation container) {
        var lines = container.lastLinesOrEmpty();
        line("");
        line(
                "Container %s: %s%s%s",
                container.nameOr("?"), container.lastStatusOr("?"), ended(container), health(container));
        if (container.restartCountOr(0) > 0) {
            line("  restarted %d times", container.restartCountOr(0));
        }
        if (container.lostLogEventsOr(0L) > 0) {
            line("  %d log events were lost: the buffer of its log driver was full", container.lostLogEventsOr(0L));
        }
        if (container.healthCheckExitCode() != null && "UNHEALTHY".equals(container.healthStatus())) {
            line(
                    "  its health check ended with exit code %d: %s",
                    container.healthCheckExitCode(),
                    container.healthCheckOutputOr("").strip().replace("\n", "\n" + " ".repeat(4)));
        }
        if (container.logStream() != null) {
            line("  log stream %s in %s", container.logStream(), container.logGroupOr("?"));
        }
        lines.stream()
                .skip(Math.max(0, lines.size() - LINES_PER_CONTAINER))
                .forEach(one -> line(
                        "  %s  %s",
                        one.at() == null ? "" : CLOCK.format(one.at()),
                        one.textOr("").replace("\n", "\n" + " ".repeat(16))));
    }

    private static String ended(ContainerExplanation container) {
        var code = container.exitCode() == null ? "" : ", exit code " + container.exitCode();
        var signal = container.signal() == null ? "" : " (" + container.signal() + ")";
        var reason = container.reason() == null ? "" : ", " + container.reason();
        return code + signal + reason;
    }

    private static String health(ContainerExplanation container) {
        var health = container.healthStatusOr("UNKNOWN");
        return health.equals("UNKNOWN") ? "" : ", " + health;
    }

    /** What stands behind an ARN's last slash. */
    private static String name(@Nullable String arn) {
        return arn == null ? "?" : arn.substring(arn.lastIndexOf('/') + 1);
    }

    private void line(String format, Object... values) {
        text.append(harmless(values.length == 0 ? format : format.formatted(values))
                        .stripTrailing())
                .append('\n');
    }

    /** Containers and registries wrote some of it, and a terminal does what control characters tell it. */
    private static String harmless(String line) {
        return COMMANDING.matcher(line).replaceAll(" ");
    }
}

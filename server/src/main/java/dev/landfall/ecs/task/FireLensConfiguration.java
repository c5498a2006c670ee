package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.FirelensConfigurationType;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.engine.ContainerFiles.Written;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The configuration that a log router starts with, as the agent generates it: where lines come in, what is filtered, what
 * is told of the task beside each line, the user's own file, and where lines go.
 */
final class FireLensConfiguration {
    static final String BUFFER_LIMIT = "log-driver-buffer-limit";
    private static final String INCLUDE = "include-pattern";
    private static final String EXCLUDE = "exclude-pattern";

    /** Options that are not the output plugin's. */
    private static final Set<String> OURS = Set.of(BUFFER_LIMIT, INCLUDE, EXCLUDE);

    private FireLensConfiguration() {}

    /** The files, where the router of this kind looks for them. @param own the user's, where it is in S3 */
    static List<Written> files(
            Task task, RegisterTaskDefinitionRequest spec, ContainerDefinition router, Optional<String> own) {
        var folder = folder(router);
        var generated = isFluentd(router)
                ? new Written(folder + "/fluent.conf", text(task, spec, router, new FluentdSyntax()))
                : new Written(folder + "/fluent-bit.conf", text(task, spec, router, new FluentBitSyntax()));
        var included = own.map(text -> new Written(ownPath(router), text));
        return Stream.concat(Stream.of(generated), included.stream()).toList();
    }

    /** Why no configuration can be generated, in the agent's words. */
    static Optional<String> fault(RegisterTaskDefinitionRequest spec) {
        return FireLens.routed(spec).stream()
                .flatMap(from -> FireLens.routerOf(spec, from).flatMap(router -> fault(from, router)).stream())
                .findFirst();
    }

    private static Optional<String> fault(ContainerDefinition from, ContainerDefinition router) {
        var fluentd = isFluentd(router);
        var plugin = fluentd ? "@type" : "Name";
        var options = output(from, new FluentBitSyntax());
        return options.isEmpty() || options.containsKey(plugin)
                ? Optional.empty()
                : Optional.of("unable to generate firelens config file: unable to generate firelens config: unable to"
                        + " apply log options of container " + from.nameOr("") + " to firelens config: missing output"
                        + " key " + plugin + " which is required for firelens configuration of type "
                        + (fluentd ? "fluentd" : "fluentbit"));
    }

    /** Where the program looks for its configuration. */
    static String folder(ContainerDefinition router) {
        return isFluentd(router) ? "/fluentd/etc" : "/fluent-bit/etc";
    }

    /** Where a user's file from S3 is put, as the agent has it. */
    private static String ownPath(ContainerDefinition router) {
        return folder(router) + "/external.conf";
    }

    private static boolean isFluentd(ContainerDefinition router) {
        return router.firelensConfiguration() != null
                && router.firelensConfiguration().type() == FirelensConfigurationType.FLUENTD;
    }

    /** How one of the two programs is told things. */
    sealed interface Syntax permits FluentBitSyntax, FluentdSyntax {
        String unixInput(String path);

        String tcpInput(String address, String port);

        /** Keeps only lines with the pattern, or only those without it. */
        String grep(String tag, String pattern, boolean keep);

        String record(Map<String, String> fields);

        /** Where the router's health is asked for, with lines that go nowhere; empty for a kind without. */
        String healthInput();

        String healthOutput();

        String include(String path);

        /** How a variable of the router is written. */
        String variable(String name);

        String output(String tag, Map<String, String> options);
    }

    private static String text(
            Task task, RegisterTaskDefinitionRequest spec, ContainerDefinition router, Syntax syntax) {
        var options = router.firelensConfiguration() == null
                ? Map.<String, String>of()
                : router.firelensConfiguration().optionsOrEmpty();
        var out = new StringBuilder();
        out.append(syntax.unixInput(FireLens.socketPath()));
        if (FireLens.listens(spec)) {
            out.append(syntax.tcpInput(address(spec), "24224"));
            out.append(syntax.healthInput());
        }
        for (var from : FireLens.routed(spec)) {
            option(from, INCLUDE).ifPresent(p -> out.append(syntax.grep(FireLens.tagPrefix(from), p, true)));
            option(from, EXCLUDE).ifPresent(p -> out.append(syntax.grep(FireLens.tagPrefix(from), p, false)));
        }
        if (!options.getOrDefault("enable-ecs-log-metadata", "true").equals("false")) {
            out.append(syntax.record(told(task)));
        }
        included(router, options).ifPresent(path -> out.append(syntax.include(path)));
        if (FireLens.listens(spec)) {
            out.append(syntax.healthOutput());
        }
        for (var from : FireLens.routed(spec)) {
            var output = output(from, syntax);
            if (!output.isEmpty()) {
                out.append(syntax.output(FireLens.tagPrefix(from), output));
            }
        }
        return out.toString();
    }

    /** The user's file: one of the router's image, or the one from S3. */
    private static Optional<String> included(ContainerDefinition router, Map<String, String> options) {
        return switch (options.getOrDefault("config-file-type", "")) {
            case "file" -> Optional.ofNullable(options.get("config-file-value"));
            case "s3" -> Optional.of(ownPath(router));
            default -> Optional.empty();
        };
    }

    /** Within a task's own network nobody else can reach it. */
    private static String address(RegisterTaskDefinitionRequest spec) {
        return spec.networkModeOr(NetworkMode.BRIDGE) == NetworkMode.BRIDGE ? "0.0.0.0" : "127.0.0.1";
    }

    private static Map<String, String> told(Task task) {
        var fields = new LinkedHashMap<String, String>();
        task.spec().placement().flatMap(Placement::ec2InstanceId).ifPresent(id -> fields.put("ec2_instance_id", id));
        fields.put("ecs_cluster", task.cluster());
        fields.put("ecs_task_arn", task.arn());
        fields.put(
                "ecs_task_definition", task.spec().family() + ":" + task.spec().revision());
        return fields;
    }

    private static Map<String, String> output(ContainerDefinition from, Syntax syntax) {
        var all = new TreeMap<String, String>();
        if (from.logConfiguration() != null) {
            all.putAll(from.logConfiguration().optionsOrEmpty());
        }
        all.keySet().removeAll(OURS);
        FireLens.secretOptions(from)
                .forEach(name -> all.put(name, syntax.variable(FireLens.secretVariable(name, from))));
        return all;
    }

    private static Optional<String> option(ContainerDefinition from, String name) {
        return from.logConfiguration() == null
                ? Optional.empty()
                : Optional.ofNullable(from.logConfiguration().optionsOrEmpty().get(name));
    }
}

package dev.landfall.conformance;

import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Task;

/** The inside of a running container, looked at with a shell in it. */
record Inside(DockerEngineOfTests engine, String id) {
    static Inside of(DockerEngineOfTests engine, Task task, String container) {
        var pod = task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
        return new Inside(
                engine,
                engine.docker(
                        "ps",
                        "-q",
                        "--no-trunc",
                        "--filter",
                        "label=dev.landfall.pod=" + pod,
                        "--filter",
                        "label=dev.landfall.container=" + container));
    }

    /** What a command writes, which must succeed. */
    String run(String script) {
        return engine.docker("exec", id, "sh", "-c", script);
    }

    /** The body at an address, which may have variables in it. */
    String get(String url) {
        return run("wget -q -O - \"" + url + "\"");
    }

    /** Status line and body, whatever the status: through netcat, for busybox's wget keeps bodies of errors to itself. */
    String raw(String path) {
        return raw("169.254.170.2", 80, "x", path);
    }

    /** The same of another server. @param name what it is called in the request */
    String raw(String address, int port, String name, String path) {
        return run("printf 'GET %s HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n' | nc -w 5 %s %d"
                .formatted(path, name, address, port));
    }

    /** The variables that the container was started with. */
    Map<String, String> environment() {
        return run("tr '\\0' '\\n' < /proc/1/environ")
                .lines()
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')), line -> line.substring(line.indexOf('=') + 1)));
    }
}

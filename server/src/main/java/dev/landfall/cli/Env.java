package dev.landfall.cli;

import dev.landfall.RootCredentials;
import dev.landfall.Settings;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the exports that point a shell's {@code aws} at this server, to be read with {@code eval}. */
@Command(name = "env")
final class Env implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() throws Exception {
        Settings settings = options.settings();
        URI endpoint = Instance.running(settings.data()).orElse(settings.endpoint());
        export("AWS_ENDPOINT_URL", endpoint.toString());
        export("AWS_DEFAULT_REGION", System.getenv().getOrDefault("AWS_DEFAULT_REGION", "us-east-1"));
        var root = RootCredentials.in(settings.data());
        export("AWS_ACCESS_KEY_ID", root.map(RootCredentials::accessKeyId).orElse("test"));
        export(
                "AWS_SECRET_ACCESS_KEY",
                root.map(RootCredentials::secretAccessKey).orElse("test"));
        if (settings.dockerHost().toString().startsWith("unix://" + settings.data())) {
            export("DOCKER_HOST", settings.dockerHost().toString()); // an engine of our own, which docker does not know
        }
        return 0;
    }

    private static void export(String name, String value) {
        System.out.println("export " + name + "='" + value.replace("'", "'\\''") + "'");
    }
}

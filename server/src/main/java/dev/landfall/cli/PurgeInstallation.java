package dev.landfall.cli;

import dev.landfall.Purge;
import dev.landfall.Settings;
import dev.landfall.engine.Engine.EngineAway;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What {@code ./landfall down --purge} does once the server is down. */
@Command(name = "purge")
final class PurgeInstallation implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() throws Exception {
        Settings settings = options.settings();
        if (Instance.running(settings.data()).isPresent()) {
            throw new Refusal("a server uses " + settings.data() + "; stop it first with ./landfall down");
        }
        try {
            Instance.name(settings.data()).ifPresent(instance -> new Purge(settings, instance).run());
        } catch (EngineAway away) {
            throw new Refusal(away.getMessage() + "; what is in it stays");
        }
        return 0;
    }
}

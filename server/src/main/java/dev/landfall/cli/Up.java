package dev.landfall.cli;

import dev.landfall.Host;
import dev.landfall.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the server until it is told to stop. */
@Command(name = "up")
final class Up implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() throws Exception {
        Settings settings = options.settings();
        Instance instance = Instance.claim(settings);
        requireFreePort(settings);
        Host platform = Host.start(settings);
        instance.announce(settings.endpoint());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(platform, instance, stopped), "shutdown"));
        greet(settings, System.out);
        stopped.await();
        return 0;
    }

    /** Asked before anything else starts, because a refusal here can say who holds the port. */
    private static void requireFreePort(Settings settings) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(settings.bind(), settings.port()));
        } catch (IOException e) {
            String holder =
                    PortHolder.of(settings.port()).map(who -> " by " + who).orElse("");
            throw new Refusal("cannot listen on " + settings.bind().getHostAddress() + " port " + settings.port()
                    + (holder.isEmpty() ? ": " + e.getMessage() : ": it is used" + holder)
                    + "; choose another with --port");
        }
    }

    private static void greet(Settings settings, PrintStream out) {
        Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        long elapsedMillis = Duration.between(started, Instant.now()).toMillis();
        out.printf(
                "Landfall %s answers at %s (started in %d.%03d s)%n",
                Version.text(), settings.endpoint(), elapsedMillis / 1000, elapsedMillis % 1000);
        out.println("  data    " + settings.data());
        out.println("  engine  " + EngineProbe.ask(settings.dockerHost()).describe(settings.dockerHost()));
        String folder = settings.data().equals(usualFolder()) ? "" : " --data " + settings.data();
        out.println("  use it  eval \"$(./landfall env" + folder + ")\" && aws ecs list-clusters");
    }

    private static Path usualFolder() {
        return Path.of(System.getProperty("user.home"), ".landfall");
    }

    private static void stop(Host platform, Instance instance, CountDownLatch stopped) {
        try (instance;
                platform) {
            System.out.println("Stopping; containers go on running and are found again at the next start.");
        } catch (Exception e) {
            System.err.println("landfall: while stopping: " + e);
        } finally {
            stopped.countDown();
        }
    }
}

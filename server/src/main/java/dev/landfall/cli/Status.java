package dev.landfall.cli;

import dev.landfall.Settings;
import dev.landfall.contract.landfall.DescribeServerRequest;
import dev.landfall.contract.landfall.DescribeServerResponse;
import dev.landfall.contract.landfall.LandfallService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says whether a server uses the data folder and answers. */
@Command(name = "status")
final class Status implements Callable<Integer> {
    private static final int NOT_RUNNING = 3;
    private static final int PATIENCE_MILLIS = 2_000;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() throws Exception {
        var settings = options.settings();
        Optional<URI> endpoint = Instance.running(settings.data());
        if (endpoint.isEmpty()) {
            System.out.println("not running (data " + settings.data() + "); start it with ./landfall up");
            return NOT_RUNNING;
        }
        URI url = endpoint.get();
        String pid = Instance.pid(settings.data()).orElse("?");
        if (!answers(url)) {
            System.out.println("process " + pid + " runs, but " + url + " does not answer; its log is "
                    + settings.data().resolve("server.log"));
            return 1;
        }
        System.out.println("running: " + url + " (process " + pid + ")");
        System.out.println("  data    " + settings.data());
        System.out.println("  engine  " + EngineProbe.ask(settings.dockerHost()).describe(settings.dockerHost()));
        network(settings);
        return 0;
    }

    private static void network(Settings settings) throws IOException {
        try (var api = Api.of(settings)) {
            var server = api.call(
                    LandfallService.MODEL,
                    "DescribeServer",
                    DescribeServerRequest.builder().build(),
                    DescribeServerResponse.SCHEMA);
            System.out.println("  vpc     " + server.vpcCidrBlockOr("?"));
            System.out.println("  public  " + server.publicAddressPoolOr("?") + ": " + server.publicAddressesOr("?"));
        } catch (Refusal refused) { // a shell's own credentials may not be this server's
            System.out.println("  api     " + refused.getMessage());
        }
    }

    private static boolean answers(URI url) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

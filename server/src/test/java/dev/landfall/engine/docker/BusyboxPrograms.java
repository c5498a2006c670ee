package dev.landfall.engine.docker;

import dev.landfall.engine.Image;
import dev.landfall.engine.Programs;
import java.util.List;
import java.util.Optional;

/** Programs for an image of a static busybox. */
final class BusyboxPrograms implements Programs {
    private static final String LISTEN = "trap 'exit 0' TERM; ";
    private static final String UNTIL_TERMINATED = LISTEN + "while :; do sleep 0.05; done";

    @Override
    public List<String> waits() {
        return shell(UNTIL_TERMINATED);
    }

    @Override
    public List<String> ignoresTermination() {
        return shell("trap '' TERM; while :; do sleep 0.05; done");
    }

    @Override
    public List<String> exits(int code) {
        return shell("exit " + code);
    }

    @Override
    public List<String> exitsOnce() {
        return shell("echo a life; [ -e /lived ] || { touch /lived; exit 1; }; while :; do sleep 0.05; done");
    }

    @Override
    public List<String> prints(int lines) {
        return shell(LISTEN
                + "n=0; while [ $n -lt %d ]; do n=$((n+1)); echo line $n; sleep 0.02; done; %s"
                        .formatted(lines, UNTIL_TERMINATED));
    }

    @Override
    public List<String> serves(int port) {
        return shell("httpd -p %d -h /etc; %s".formatted(port, UNTIL_TERMINATED));
    }

    @Override
    public List<String> fetches(int port) {
        return shell("until wget -q -O /dev/null http://127.0.0.1:%d/hosts; do sleep 0.05; done".formatted(port));
    }

    @Override
    public List<String> missing() {
        return List.of("/no/such/program");
    }

    @Override
    public Image image() {
        return new Image("busybox", TestImages.BUSYBOX, Image.Pull.IF_ABSENT, Optional.empty());
    }

    @Override
    public Image missingImage() {
        return new Image("nothing", "127.0.0.1:1/no/such/image:latest", Image.Pull.IF_ABSENT, Optional.empty());
    }

    private static List<String> shell(String script) {
        return List.of("sh", "-c", script);
    }
}

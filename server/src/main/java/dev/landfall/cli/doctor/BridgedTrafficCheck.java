package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.cli.doctor.Finding.Good;
import dev.landfall.cli.doctor.Finding.Limited;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the kernel shows its tables what tasks on one bridge send each other. */
final class BridgedTrafficCheck implements Check {
    private static final Path SWITCHES = Path.of("/proc/sys/net/bridge");

    @Override
    public Finding examine(Settings settings) {
        if (Files.exists(SWITCHES)) {
            return new Good("br_netfilter is there: security groups hold between tasks too");
        }
        return Tool.run("modprobe", "-n", "-q", "br_netfilter")
                        .filter(result -> result.status() == 0)
                        .isPresent()
                ? new Good("br_netfilter can be loaded: security groups hold between tasks too")
                : new Limited(
                        "the kernel has no br_netfilter: security groups do not hold between tasks of this machine",
                        "use a kernel with the module br_netfilter");
    }
}

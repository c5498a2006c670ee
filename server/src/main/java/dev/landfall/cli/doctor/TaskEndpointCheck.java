package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.Settings.Forwarding;
import dev.landfall.cli.doctor.Finding.Good;
import dev.landfall.cli.doctor.Finding.Limited;

/** What it takes for containers to find credentials, metadata and AWS's APIs at 169.254.170.2. */
final class TaskEndpointCheck implements Check {
    private static final String WITHOUT =
            ": containers but those in host network mode are not told where task credentials, metadata and AWS's APIs are,"
                    + " for they cannot reach them";

    @Override
    public Finding examine(Settings settings) {
        if (settings.forwarding() == Forwarding.PROCESS) {
            return new Limited(
                    "--forwarding process leaves the kernel's tables alone" + WITHOUT,
                    "use --forwarding auto where nftables can be used");
        }
        var usable = Tool.run("nft", "list", "tables").filter(done -> done.status() == 0);
        return usable.isPresent()
                ? new Good("Containers can reach 169.254.170.2: credentials, metadata and AWS's APIs")
                : new Limited("nftables cannot be used" + WITHOUT, "run ./landfall as root, with nftables installed");
    }
}

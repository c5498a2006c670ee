package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.Settings.Forwarding;
import dev.landfall.cli.doctor.Finding.Good;
import dev.landfall.cli.doctor.Finding.Limited;
import dev.landfall.network.nftables.NftablesAddressGuard;

/** What it takes to keep a task from taking its neighbour's address on the bridge that they share. */
final class AddressGuardCheck implements Check {
    private static final String WITHOUT = ": a task could take its neighbour's address, and what is meant for it";

    @Override
    public Finding examine(Settings settings) {
        if (settings.forwarding() == Forwarding.PROCESS) {
            return new Limited(
                    "--forwarding process leaves the kernel's tables alone" + WITHOUT,
                    "use --forwarding auto where nftables can be used");
        }
        return NftablesAddressGuard.obstacle("doctor").isEmpty()
                ? new Good("The kernel filters its bridges: every task is held to its own address")
                : new Limited(
                        "the kernel's bridges cannot be filtered" + WITHOUT,
                        "run ./landfall as root, with nftables installed, on a kernel with nftables for bridges");
    }
}

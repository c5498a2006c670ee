package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.cli.doctor.Finding.Good;
import dev.landfall.cli.doctor.Finding.Limited;

/** nftables, which carry a public address to its task without a proxy in between, and enforce security groups. */
final class PacketFilterCheck implements Check {
    @Override
    public Finding examine(Settings settings) {
        return Tool.run("nft", "list", "tables")
                .map(PacketFilterCheck::judge)
                .orElseGet(() -> new Limited(
                        "nft is not installed: public addresses work by forwarding in the server instead, and security"
                                + " groups are kept but not enforced",
                        "apt-get install nftables"));
    }

    private static Finding judge(Tool.Result result) {
        return result.status() == 0
                ? new Good("nftables can be used: public addresses without a proxy, security groups enforced")
                : new Limited(
                        "nftables may not be changed by this user: public addresses work by forwarding in the server"
                                + " instead, and security groups are kept but not enforced",
                        "run ./landfall as root for addresses without a proxy in the path, and for security groups");
    }
}

package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.cli.doctor.Finding.Good;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Whether names below localhost resolve, which decides the address that ECR gives out. */
final class LocalhostNameCheck implements Check {
    private static final String NAME = "000000000000.dkr.ecr.us-east-1.localhost";

    @Override
    public Finding examine(Settings settings) {
        try {
            return InetAddress.getByName(NAME).isLoopbackAddress()
                    ? new Good("*.localhost resolves: registries are named as on AWS")
                    : plain();
        } catch (UnknownHostException e) {
            return plain();
        }
    }

    /** No fault: nothing is missing but the look of the name. */
    private static Finding plain() {
        return new Good("*.localhost does not resolve here: the registry is localhost:<port> for every account");
    }
}

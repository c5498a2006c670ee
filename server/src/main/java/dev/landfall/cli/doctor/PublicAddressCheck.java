package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.cli.doctor.Finding.Bad;
import dev.landfall.cli.doctor.Finding.Good;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The pool of public addresses must be this machine's. */
final class PublicAddressCheck implements Check {
    @Override
    public Finding examine(Settings settings) {
        String first = settings.publicIps().at(1).toString();
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(first), 0));
            return new Good("public addresses from " + settings.publicIps() + " answer on this machine");
        } catch (IOException e) {
            return new Bad(
                    "this machine does not have " + first + " of the public addresses " + settings.publicIps(),
                    settings.publicIps().base().isLoopback()
                            ? "only Linux gives all of 127.0.0.0/8 to itself; elsewhere: sudo ifconfig lo0 alias "
                                    + first
                            : "route the block here and add it: ip address add " + settings.publicIps() + " dev lo");
        }
    }
}

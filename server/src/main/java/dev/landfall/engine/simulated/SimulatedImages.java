package dev.landfall.engine.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.engine.EngineFault;
import dev.landfall.engine.Image;
import dev.landfall.engine.PullFault;
import dev.landfall.engine.Sandbox;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** What is known of images and addresses by their names alone. */
final class SimulatedImages {
    /** An image whose name has this in it is in no registry. */
    private static final String MISSING = "missing";

    private SimulatedImages() {}

    static boolean exists(Image image) {
        return !image.pullReference().contains(MISSING);
    }

    static EngineFault fault(Image image) {
        return EngineFault.of(
                new PullFault(PullFault.Stage.MANIFEST, PullFault.Problem.MISSING, 1),
                "manifest for " + image.pullReference() + " not found");
    }

    static Optional<String> digest(Image image) {
        var reference = image.pullReference();
        var at = reference.indexOf('@');
        return Optional.of(at < 0 ? "sha256:" + hash(reference) : reference.substring(at + 1));
    }

    /** The address in the way Docker does it. */
    static String macAddress(Sandbox.Interface sandbox) {
        var mac = new StringBuilder("02:42");
        for (var part : sandbox.address().split("\\.")) {
            mac.append(":%02x".formatted(Integer.parseInt(part)));
        }
        return mac.toString();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

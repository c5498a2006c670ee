package dev.landfall.engine.docker;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The image that sandboxes are made of, put into the engine when it is not there: nothing is downloaded. */
final class SandboxImage {
    private static final String REPOSITORY = "landfall/sandbox";

    private final DockerClient client;
    private final ImageCalls images;
    private volatile @Nullable String known;

    SandboxImage(DockerClient client) {
        this.client = client;
        this.images = new ImageCalls(client);
    }

    /** Its name, after making sure that it is there. */
    String ensure() {
        var name = known;
        if (name == null) {
            name = find();
            known = name;
        }
        return name;
    }

    /** Looks again at the next use: someone may have removed it. */
    void forget() {
        known = null;
    }

    private String find() {
        var architecture =
                client.callUnversioned(HttpRequest.get("/version")).text("Arch").orElse("amd64");
        var program = SandboxProgram.forArchitecture(architecture).executable();
        var tag = HexFormat.of().formatHex(digest(program), 0, 6);
        var name = REPOSITORY + ":" + tag;
        if (images.inspect(name).isEmpty()) {
            images.importTar(
                    REPOSITORY,
                    tag,
                    TarFile.of("sandbox", 0755, program),
                    List.of("ENTRYPOINT [\"/sandbox\"]", "LABEL dev.landfall.role=sandbox"),
                    "linux/" + architecture);
        }
        return name;
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

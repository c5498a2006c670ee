package dev.landfall.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** An image of one layer with one file, as a registry holds it. */
record RegistryImage(Blob config, Blob layer, Blob manifest) {
    static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    static final String LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    private static final int TAR_BLOCK = 512;

    /** Bytes and their name. */
    record Blob(byte[] bytes, String digest) {
        static Blob of(byte[] bytes) {
            return new Blob(bytes, "sha256:" + sha256(bytes));
        }

        static Blob of(String text) {
            return of(text.getBytes(UTF_8));
        }
    }

    /** The host's own static busybox, in a layer that no other image has. */
    static RegistryImage ofBusybox() throws IOException {
        return ofBusybox(noise(16));
    }

    /** The same, with more behind the program's end, where nothing looks. */
    static RegistryImage ofBusybox(byte[] more) throws IOException {
        var program = new ByteArrayOutputStream();
        program.writeBytes(Files.readAllBytes(Path.of("/bin/busybox")));
        program.writeBytes(more);
        return of("busybox", program.toByteArray());
    }

    /** Of so many bytes that no other image has and that nothing compresses. */
    static RegistryImage ofNoise(int bytes) {
        return of("noise", noise(bytes));
    }

    /** Of so many bytes that come to nearly none on the way. */
    static RegistryImage ofZeros(int bytes) {
        return of("zeros", new byte[bytes]);
    }

    /** Bytes that nothing compresses. */
    static byte[] noise(int bytes) {
        var noise = new byte[bytes];
        new Random().nextBytes(noise);
        return noise;
    }

    private static RegistryImage of(String file, byte[] content) {
        var tar = Blob.of(tar(file, content));
        var layer = Blob.of(zipped(tar.bytes()));
        var config = Blob.of("""
                {"architecture":"amd64","os":"linux","config":{"Cmd":["/%s","sleep","3600"]},\
                "rootfs":{"type":"layers","diff_ids":["%s"]}}""".formatted(file, tar.digest()));
        var manifest = Blob.of(
                """
                {"schemaVersion":2,"mediaType":"%s",\
                "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":%d,"digest":"%s"},\
                "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":%d,"digest":"%s"}]}\
                """.formatted(MANIFEST, config.bytes().length, config.digest(), layer.bytes().length, layer.digest()));
        return new RegistryImage(config, layer, manifest);
    }

    /** A list that offers this image for one kind of machine. */
    Blob listFor(String architecture) {
        return Blob.of("""
                {"schemaVersion":2,"mediaType":"%s","manifests":[{"mediaType":"%s","size":%d,"digest":"%s",\
                "platform":{"architecture":"%s","os":"linux"}}]}""".formatted(LIST, MANIFEST, manifest.bytes().length, manifest.digest(), architecture));
    }

    private static byte[] zipped(byte[] bytes) {
        var zipped = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(zipped)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    private static byte[] tar(String name, byte[] content) {
        var header = new byte[TAR_BLOCK];
        put(header, 0, name);
        put(header, 100, "0000755");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, "%011o".formatted(content.length));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        header[156] = '0';
        put(header, 257, "ustar");
        put(header, 263, "00");
        var sum = 0;
        for (var one : header) {
            sum += one & 0xff;
        }
        put(header, 148, "%06o".formatted(sum));
        header[154] = 0;
        var tar = new ByteArrayOutputStream();
        tar.writeBytes(header);
        tar.writeBytes(content);
        tar.writeBytes(new byte[(TAR_BLOCK - content.length % TAR_BLOCK) % TAR_BLOCK + 2 * TAR_BLOCK]);
        return tar.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        System.arraycopy(text.getBytes(US_ASCII), 0, header, at, text.length());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

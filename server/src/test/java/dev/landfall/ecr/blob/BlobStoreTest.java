package dev.landfall.ecr.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlobStoreTest {
    private static final UUID ID = new UUID(1, 2);
    private static final BlobStore.Limits LIMITS = new BlobStore.Limits(10_000_000, 3);

    @TempDir
    Path directory;

    private BlobStore blobs;

    @BeforeEach
    void open() {
        blobs = new BlobStore(directory, LIMITS);
    }

    @Test
    void showsABlobOnlyOnceItIsComplete() throws IOException {
        var content = random(1_000_000);
        var digest = Digest.of(content);
        blobs.begin(ID);
        append(content);
        assertThat(blobs.find(digest)).isEmpty();

        assertThat(blobs.keep(ID, digest, size -> assertThat(size).isEqualTo(content.length)))
                .isTrue();

        assertThat(read(digest)).isEqualTo(content);
        assertThat(blobs.received(ID)).isEmpty();
        assertThat(blobs.all()).containsExactly(digest);
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void keepsNothingOfAnUploadWithAnotherDigest() {
        var digest = Digest.of("this".getBytes(UTF_8));
        blobs.begin(ID);
        append("that".getBytes(UTF_8));

        assertThatThrownBy(() -> blobs.keep(ID, digest, size -> {
                    throw new AssertionError("nobody may own it");
                }))
                .isInstanceOf(BlobFault.DigestMismatch.class)
                .hasMessageContaining(Digest.of("that".getBytes(UTF_8)).toString());

        assertThat(blobs.received(ID)).isEmpty();
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
        assertThat(directory.resolve("blobs/sha256")).isEmptyDirectory();
    }

    @Test
    void continuesAnUploadAfterARestart() throws IOException {
        var content = random(700_001);
        blobs.begin(ID);
        append(content, 0, 300_000);

        blobs = new BlobStore(directory, LIMITS);
        assertThat(blobs.received(ID)).hasValue(300_000);
        append(content, 300_000, 400_001);

        assertThat(blobs.keep(ID, Digest.of(content), size -> {})).isTrue();
        assertThat(read(Digest.of(content))).isEqualTo(content);
    }

    @Test
    void finishesAnUploadThatWasWholeBeforeTheRestart() throws IOException {
        var content = random(1_000);
        blobs.begin(ID);
        append(content);
        blobs = new BlobStore(directory, LIMITS);

        assertThat(blobs.keep(ID, Digest.of(content), size -> {})).isTrue();
        assertThat(read(Digest.of(content))).isEqualTo(content);
    }

    @Test
    void keepsWhatArrivedBeforeTheClientWentAway() throws IOException {
        var content = random(500_000);
        blobs.begin(ID);
        var broken = new SequenceInputStream(new ByteArrayInputStream(content, 0, 200_000), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });

        assertThatThrownBy(() -> blobs.append(ID, OptionalLong.empty(), broken)).hasMessage("connection reset");
        assertThat(blobs.received(ID)).hasValue(200_000);
        append(content, 200_000, 300_000);
        assertThat(blobs.keep(ID, Digest.of(content), size -> {})).isTrue();
    }

    @Test
    void refusesBytesThatDoNotContinueWhereItStands() throws IOException {
        blobs.begin(ID);
        append("four".getBytes(UTF_8));

        assertThat(blobs.append(ID, OptionalLong.of(5), new ByteArrayInputStream(new byte[1])))
                .isEmpty();
        assertThat(blobs.append(ID, OptionalLong.of(4), new ByteArrayInputStream(new byte[1])))
                .hasValue(5);
    }

    @Test
    void dropsAnUploadThatGrowsTooLarge() {
        blobs = new BlobStore(directory, new BlobStore.Limits(1_000, 3));
        blobs.begin(ID);

        assertThatThrownBy(() -> append(random(1_001))).isInstanceOf(BlobFault.TooLarge.class);
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void dropsAnUploadThatTheDiskDoesNotTake() throws IOException {
        blobs.begin(ID);
        var file = directory.resolve("uploads").resolve(ID.toString());
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/full")); // every write to it meets a full disk

        assertThatThrownBy(() -> append(random(100_000)))
                .isInstanceOfSatisfying(
                        BlobFault.Storage.class,
                        fault -> assertThat(fault.full()).isTrue())
                .hasMessage("no space left on device");
        assertThat(blobs.received(ID)).isEmpty();
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void keepsNoMoreUploadsOpenThanItsLimit() {
        for (var i = 0; i < 3; i++) {
            blobs.begin(new UUID(0, i));
        }
        assertThatThrownBy(() -> blobs.begin(ID)).isInstanceOf(BlobFault.TooManyUploads.class);
        assertThat(blobs.cancel(new UUID(0, 0))).isTrue();
        blobs.begin(ID);
    }

    @Test
    void letsOneRequestAtATimeWriteToAnUpload() throws Exception {
        blobs.begin(ID);
        var reading = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var slow = new InputStream() {
            @Override
            public int read() throws IOException {
                reading.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return -1;
            }
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> blobs.append(ID, OptionalLong.empty(), slow));
            reading.await();
            assertThatThrownBy(() -> append(new byte[1])).isInstanceOf(BlobFault.Busy.class);
            assertThatThrownBy(() -> blobs.cancel(ID)).isInstanceOf(BlobFault.Busy.class);
            end.countDown();
            assertThat(first.get()).hasValue(0);
        }
        assertThat(blobs.received(ID)).hasValue(0);
    }

    @Test
    void takesTheSameContentTwice() throws IOException {
        var content = random(10);
        for (var i = 0; i < 2; i++) {
            blobs.begin(ID);
            append(content);
            assertThat(blobs.keep(ID, Digest.of(content), size -> {})).isTrue();
        }
        assertThat(blobs.all()).hasSize(1);
    }

    @Test
    void removesABlobOnlyWhenNobodyOwnsIt() throws IOException {
        var content = random(10);
        blobs.begin(ID);
        append(content);
        blobs.keep(ID, Digest.of(content), size -> {});

        assertThat(blobs.discard(Digest.of(content), () -> false)).isFalse();
        try (var open = blobs.find(Digest.of(content)).orElseThrow()) {
            assertThat(blobs.discard(Digest.of(content), () -> true)).isTrue();
            var out = new ByteArrayOutputStream();
            open.copy(2, 8, out);
            assertThat(out.toByteArray()).hasSize(8); // whoever reads it reads on
        }
        assertThat(blobs.find(Digest.of(content))).isEmpty();
    }

    @Test
    void tellsWhichUploadsNobodyContinues() throws IOException {
        blobs.begin(ID);
        blobs.begin(new UUID(3, 4));
        var now = Instant.now();
        Files.setLastModifiedTime(
                directory.resolve("uploads").resolve(ID.toString()), FileTime.from(now.minus(Duration.ofDays(2))));

        assertThat(blobs.idleSince(now.minus(Duration.ofDays(1)))).containsExactly(ID);
    }

    @Test
    void readsOnlyDigestsOfItsAlgorithm() {
        var hex = "a".repeat(64);
        assertThat(Digest.parse("sha256:" + hex)).hasValue(new Digest(hex));
        assertThat(Digest.parse("sha256:" + hex.toUpperCase(java.util.Locale.ROOT)))
                .isEmpty();
        assertThat(Digest.parse("sha256:" + hex + "/../../x")).isEmpty();
        assertThat(Digest.parse("sha512:" + "a".repeat(128))).isEmpty();
        assertThat(Digest.parse("latest")).isEmpty();
    }

    private byte[] read(Digest digest) throws IOException {
        try (var blob = blobs.find(digest).orElseThrow()) {
            var out = new ByteArrayOutputStream();
            blob.copy(0, blob.size(), out);
            return out.toByteArray();
        }
    }

    private void append(byte[] content) {
        append(content, 0, content.length);
    }

    private void append(byte[] content, int offset, int length) {
        try {
            assertThat(blobs.append(ID, OptionalLong.of(offset), new ByteArrayInputStream(content, offset, length)))
                    .hasValue(offset + length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}

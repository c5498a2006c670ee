package dev.landfall.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderBucketsTest {
    @TempDir
    private Path folder;

    private Path root;
    private FolderBuckets buckets;

    @BeforeEach
    void fill() throws IOException {
        root = Files.createDirectories(folder.resolve("s3"));
        Files.createDirectories(root.resolve("bucket/deep"));
        Files.createDirectories(root.resolve("other"));
        Files.writeString(root.resolve("bucket/deep/a.env"), "A=1");
        Files.writeString(root.resolve("other/b.env"), "B=2");
        Files.writeString(root.resolve("loose.env"), "L=3");
        Files.writeString(folder.resolve("secret.env"), "S=4");
        buckets = new FolderBuckets(root);
    }

    @Test
    void readsAnObjectOfABucket() {
        assertThat(new String(buckets.read("bucket", "deep/a.env"), UTF_8)).isEqualTo("A=1");
    }

    @ParameterizedTest
    @CsvSource({
        "bucket, none.env",
        "bucket, deep",
        "bucket, ''",
        "bucket, ../other/b.env",
        "bucket, deep/../../../secret.env",
        "bucket, ./deep/a.env",
        "bucket, deep//a.env",
        "bucket, /etc/passwd",
        ".., secret.env",
        "., loose.env",
        "bucket/deep, a.env",
        "BUCKET, deep/a.env",
        "nowhere, a.env",
    })
    void findsNothingElsewhere(String bucket, String key) {
        assertThatThrownBy(() -> buckets.read(bucket, key))
                .isInstanceOfSatisfying(
                        S3Fault.class, fault -> assertThat(fault.status()).isEqualTo(404));
    }

    @Test
    void followsNoLinkOutOfABucket() throws IOException {
        Files.createSymbolicLink(root.resolve("bucket/out.env"), folder.resolve("secret.env"));
        Files.createSymbolicLink(root.resolve("bucket/aside.env"), root.resolve("other/b.env"));
        Files.createSymbolicLink(root.resolve("bucket/in.env"), root.resolve("bucket/deep/a.env"));
        Files.createSymbolicLink(root.resolve("linked"), folder);
        for (var key : new String[] {"out.env", "aside.env"}) {
            assertThatThrownBy(() -> buckets.read("bucket", key))
                    .isInstanceOfSatisfying(
                            S3Fault.class, fault -> assertThat(fault.status()).isEqualTo(403));
        }
        assertThatThrownBy(() -> buckets.read("linked", "secret.env")).isInstanceOf(S3Fault.class);
        assertThat(new String(buckets.read("bucket", "in.env"), UTF_8)).isEqualTo("A=1");
    }

    @Test
    void readsNothingThatIsTooLarge() throws IOException {
        Files.write(root.resolve("bucket/most.env"), new byte[Buckets.MOST_BYTES]);
        Files.write(root.resolve("bucket/more.env"), new byte[Buckets.MOST_BYTES + 1]);
        assertThat(buckets.read("bucket", "most.env")).hasSize(Buckets.MOST_BYTES);
        assertThatThrownBy(() -> buckets.read("bucket", "more.env")).hasMessageContaining("EntityTooLarge");
    }

    @Test
    void hasNoBucketsWhereThereIsNoFolder() {
        assertThatThrownBy(() -> new FolderBuckets(folder.resolve("none")).read("bucket", "a.env"))
                .isInstanceOf(S3Fault.class);
    }
}

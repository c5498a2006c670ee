package dev.landfall.ecr.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.ecr.blob.Digest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ManifestReaderTest {
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);
    private static final String IMAGE = """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
             "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":7,"data":"e30="},
             "layers":[{"mediaType":"l","digest":"%s","size":11,"urls":[],"annotations":{"a":["b"]}},
                       {"mediaType":"f","digest":"%s","size":13,"urls":["https://x/1","https://x/2"]}],
             "annotations":{"k":"v"},"other":{"deep":[{"er":1}]}}
            """.formatted(A, B, A);

    @Test
    void readsAnImage() throws Manifest.Invalid {
        var manifest = read(IMAGE, "");
        assertThat(manifest.type()).isEqualTo(ManifestType.OCI_IMAGE);
        assertThat(manifest.digest()).isEqualTo(Digest.of(IMAGE.getBytes(UTF_8)));
        assertThat(manifest.blobs()).extracting(Descriptor::size).containsExactly(7L, 11L);
        assertThat(manifest.layers()).extracting(Descriptor::foreign).containsExactly(false, true);
        assertThat(manifest.blobBytes()).isEqualTo(18);
        assertThat(manifest.annotations()).containsEntry("k", "v");
    }

    @Test
    void readsAnIndex() throws Manifest.Invalid {
        var text = """
                {"schemaVersion":2,"manifests":[{"mediaType":"m","digest":"%s","size":1,
                 "platform":{"architecture":"amd64","os":"linux"}}],"subject":{"mediaType":"s","digest":"%s","size":2}}
                """.formatted(A, B);
        var manifest = read(text, "application/vnd.oci.image.index.v1+json; charset=utf-8");
        assertThat(manifest.type()).isEqualTo(ManifestType.OCI_INDEX);
        assertThat(manifest.manifests()).hasSize(1);
        assertThat(manifest.blobs()).isEmpty();
        assertThat(manifest.subject().map(Descriptor::digest)).isEqualTo(Digest.parse(B));
    }

    @Test
    void refusesWhatNoRegistryShouldTake() {
        invalid("", "", "not a JSON object");
        invalid("[]", "", "not a JSON object");
        invalid("{}", "", "no mediaType");
        invalid("{\"schemaVersion\":2}", "application/vnd.oci.image.manifest.v1+json", "lacks config");
        invalid("{\"schemaVersion\":2}", "application/vnd.oci.image.index.v1+json", "lacks manifests");
        invalid("{\"schemaVersion\":1}", "application/vnd.docker.distribution.manifest.v1+prettyjws", "not supported");
        invalid("{\"schemaVersion\":1}", "application/vnd.docker.distribution.manifest.v2+json", "schemaVersion 1");
        invalid(IMAGE, "application/vnd.docker.distribution.manifest.v2+json", "but was declared");
        invalid(IMAGE + "{}", "", "after its end");
        invalid(IMAGE.replace(A, "sha256:../../etc/passwd"), "", "invalid digest");
        invalid(IMAGE.replace("\"size\":7,", ""), "", "no size");
        invalid(IMAGE.replace("\"size\":7", "\"size\":\"7\""), "", "invalid config.size");
        invalid(IMAGE.substring(0, 200), "", "not JSON");
        invalid("{\"a\":".repeat(100_000), "", "not JSON");
    }

    private static void invalid(String text, String type, String why) {
        assertThatThrownBy(() -> read(text, type))
                .isInstanceOf(Manifest.Invalid.class)
                .hasMessageContaining(why);
    }

    private static Manifest read(String text, String type) throws Manifest.Invalid {
        return ManifestReader.read(text.getBytes(UTF_8), Optional.of(type));
    }
}

package dev.landfall.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ecr.*;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.wire.Call;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LayerOperationsTest extends EcrScenario {
    @Test
    void namesTheLayersThatAreMissing() {
        var absent = Digest.of("absent".getBytes(UTF_8));
        fault(() -> put(manifest(absent, absent), "v1", null), "LayersNotFoundException", absent.toString());
    }

    @Test
    void uploadsALayerInParts() {
        var content = new byte[6 * 1024 * 1024];
        new Random(1).nextBytes(content);
        var id = begin();
        assertThat(part(id, content, 0, 5 * 1024 * 1024).lastByteReceived()).isEqualTo(5 * 1024 * 1024 - 1);
        fault(() -> part(id, content, 10, 20), "InvalidLayerPartException", "does not follow");
        part(id, content, 5 * 1024 * 1024, content.length);
        assertThat(complete(id, Digest.of(content)).layerDigest())
                .isEqualTo(Digest.of(content).toString());

        var answer = layers.batchCheckLayerAvailability(
                BatchCheckLayerAvailabilityRequest.builder()
                        .repositoryName("app")
                        .layerDigests(List.of(
                                Digest.of(content).toString(),
                                Digest.of(new byte[9]).toString(),
                                "x"))
                        .build(),
                CALL);
        assertThat(answer.layers())
                .extracting(Layer::layerAvailability, Layer::layerSize)
                .containsExactly(
                        tuple(LayerAvailability.AVAILABLE, (long) content.length),
                        tuple(LayerAvailability.UNAVAILABLE, null));
        assertThat(answer.failures())
                .extracting(LayerFailure::failureCode)
                .containsExactly(LayerFailureCode.INVALID_LAYER_DIGEST);
    }

    @Test
    void refusesUploadsThatBreakTheRules() {
        var empty = begin();
        fault(() -> complete(empty, Digest.of(new byte[0])), "EmptyUploadException", empty);
        var small = begin();
        part(small, new byte[20], 0, 10);
        part(small, new byte[20], 10, 20);
        fault(() -> complete(small, Digest.of(new byte[20])), "LayerPartTooSmallException", "");
        var wrong = begin();
        part(wrong, new byte[20], 0, 20);
        fault(() -> complete(wrong, Digest.of(new byte[21])), "InvalidLayerException", "digest");
        fault(() -> complete(wrong, Digest.of(new byte[20])), "UploadNotFoundException", wrong);
        for (var again : List.of(begin(), begin())) {
            part(again, new byte[20], 0, 20);
            try {
                complete(again, Digest.of(new byte[20]));
            } catch (Fault fault) {
                assertThat(fault.type().name()).isEqualTo("LayerAlreadyExistsException");
            }
        }
        fault(() -> part("../../etc/passwd", new byte[1], 0, 1), "UploadNotFoundException", "");
        fault(
                () -> parts.initiateLayerUpload(
                        InitiateLayerUploadRequest.builder()
                                .repositoryName("none")
                                .build(),
                        CALL),
                "RepositoryNotFoundException",
                "'none'");
    }

    @Test
    void linksToLayersThatImagesHave() {
        push("v1", 1);
        var layer = layer(1);
        var url = layers.getDownloadUrlForLayer(
                        GetDownloadUrlForLayerRequest.builder()
                                .repositoryName("app")
                                .layerDigest(layer.toString())
                                .build(),
                        CALL)
                .downloadUrl();
        assertThat(url)
                .startsWith("http://123456789012.dkr.ecr.eu-west-1.localhost:4566/_landfall/ecr/layers/" + layer);
        fault(
                () -> layers.getDownloadUrlForLayer(
                        GetDownloadUrlForLayerRequest.builder()
                                .repositoryName("app")
                                .layerDigest(Digest.of(new byte[7]).toString())
                                .build(),
                        CALL),
                "LayersNotFoundException",
                "");
    }

    @Test
    void sweepsWhatNothingRefersTo() throws IOException {
        push("v1", 1);
        push("v2", 2);
        var idle = begin();
        part(idle, new byte[20], 0, 20);
        var sweep = new RegistrySweep(store, blobs, uploads, scheduler);
        delete(id(null, "v2"));

        sweep.sweep(NOW);
        assertThat(blobs.all()).contains(layer(1), layer(2)); // a push could be counting on it still
        sweep.sweep(NOW.plus(Duration.ofDays(2)));
        assertThat(blobs.all()).contains(layer(1)).doesNotContain(layer(2));
        delete("app", true);
        sweep.sweep(Instant.now().plus(Duration.ofDays(2)));
        assertThat(blobs.all()).isEmpty();
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    /** A client may have been told that the layer is there just before, when an image had it. */
    @Test
    void keepsALayerForAnHourAfterItsLastImageWent() throws IOException {
        push("v1", 1);
        var later = NOW.plus(Duration.ofDays(2));
        batches.batchDeleteImage(
                BatchDeleteImageRequest.builder()
                        .repositoryName("app")
                        .imageIds(List.of(id(null, "v1")))
                        .build(),
                new Call(REALM, CALL.principal(), "request", later));
        var sweep = new RegistrySweep(store, blobs, uploads, scheduler);

        sweep.sweep(later.plus(Duration.ofMinutes(59)));
        assertThat(blobs.all()).contains(layer(1));
        sweep.sweep(later.plus(Duration.ofMinutes(61)));
        assertThat(blobs.all()).doesNotContain(layer(1));
    }
}

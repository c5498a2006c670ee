package dev.landfall.ecr;

import dev.landfall.contract.ecr.CompleteLayerUploadRequest;
import dev.landfall.contract.ecr.CompleteLayerUploadResponse;
import dev.landfall.contract.ecr.InitiateLayerUploadRequest;
import dev.landfall.contract.ecr.InitiateLayerUploadResponse;
import dev.landfall.contract.ecr.UploadLayerPartRequest;
import dev.landfall.contract.ecr.UploadLayerPartResponse;
import dev.landfall.ecr.blob.BlobFault;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.repository.EcrFaults;
import dev.landfall.ecr.repository.Layers;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.ecr.repository.UploadSession;
import dev.landfall.ecr.repository.Uploads;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** Layers uploaded through the API, part by part, as the AWS SDKs can. Docker takes the registry's own way. */
public final class LayerUploadOperations {
    private static final long PART_BYTES = 10 * 1024 * 1024; // what AWS advises
    private static final long LEAST_PART_BYTES = 5 * 1024 * 1024; // of every part but the last

    private final Store store;
    private final Uploads uploads;

    public LayerUploadOperations(Store store, Uploads uploads) {
        this.store = store;
        this.uploads = uploads;
    }

    public InitiateLayerUploadResponse initiateLayerUpload(InitiateLayerUploadRequest in, Call call) {
        var key = Requests.repository(call, in.registryId(), in.repositoryName());
        try {
            return InitiateLayerUploadResponse.builder()
                    .uploadId(uploads.open(key, call.now()).toString())
                    .partSize(PART_BYTES)
                    .build();
        } catch (BlobFault fault) {
            throw EcrFaults.server(String.valueOf(fault.getMessage()));
        }
    }

    public UploadLayerPartResponse uploadLayerPart(UploadLayerPartRequest in, Call call) {
        var key = Requests.repository(call, in.registryId(), in.repositoryName());
        var id = upload(key, in.uploadIdOr(""));
        var part = in.layerPartBlob() == null ? new byte[0] : in.layerPartBlob();
        var first = in.partFirstByteOr(0L);
        if (in.partLastByteOr(0L) - first + 1 != part.length) {
            throw EcrFaults.invalidLayerPart(
                    key,
                    id.toString(),
                    uploads.received(id),
                    "The layer part does not have the size that its bytes say");
        }
        var received = append(key, id, first, part);
        uploads.part(key, id, part.length);
        return UploadLayerPartResponse.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name().value())
                .uploadId(id.toString())
                .lastByteReceived(received - 1)
                .build();
    }

    public CompleteLayerUploadResponse completeLayerUpload(CompleteLayerUploadRequest in, Call call) {
        var key = Requests.repository(call, in.registryId(), in.repositoryName());
        var id = upload(key, in.uploadIdOr(""));
        var digest = digest(in.layerDigestsOrEmpty());
        requireParts(key, id);
        if (store.read(reader -> Layers.find(reader, key, digest)).isPresent()) {
            uploads.cancel(key, id);
            throw EcrFaults.layerAlreadyExists(key, digest);
        }
        try {
            if (!uploads.finish(key, id, digest, call.now())) {
                throw EcrFaults.uploadNotFound(key, id.toString());
            }
        } catch (BlobFault.DigestMismatch mismatch) {
            throw EcrFaults.invalidLayer(String.valueOf(mismatch.getMessage()));
        } catch (BlobFault fault) {
            throw EcrFaults.server(String.valueOf(fault.getMessage()));
        }
        return CompleteLayerUploadResponse.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name().value())
                .uploadId(id.toString())
                .layerDigest(digest.toString())
                .build();
    }

    private long append(RepositoryKey key, UUID id, long first, byte[] part) {
        try {
            return uploads.append(key, id, OptionalLong.of(first), new ByteArrayInputStream(part))
                    .orElseThrow(() -> EcrFaults.invalidLayerPart(
                            key,
                            id.toString(),
                            uploads.received(id),
                            "The first byte of the layer part does not follow the last byte received"));
        } catch (BlobFault fault) {
            throw EcrFaults.server(String.valueOf(fault.getMessage()));
        } catch (IOException impossible) {
            throw new IllegalStateException("Bytes at hand do not fail", impossible);
        }
    }

    private void requireParts(RepositoryKey key, UUID id) {
        if (uploads.received(id) == 0) {
            throw EcrFaults.emptyUpload(id.toString());
        }
        uploads.session(key, id)
                .map(UploadSession::smallestEarlierPartBytes)
                .filter(smallest -> smallest < LEAST_PART_BYTES)
                .ifPresent(smallest -> {
                    throw EcrFaults.layerPartTooSmall(smallest);
                });
    }

    private UUID upload(RepositoryKey key, String id) {
        return uploads.find(key, id).orElseThrow(() -> EcrFaults.uploadNotFound(key, id));
    }

    private static Digest digest(List<String> given) {
        return given.stream()
                .flatMap(text -> Digest.parse(text).stream())
                .findFirst()
                .orElseThrow(() -> EcrFaults.invalidParameter("layerDigests", "must have a sha256 digest"));
    }
}

package dev.landfall.ecr;

import dev.landfall.contract.ecr.BatchCheckLayerAvailabilityRequest;
import dev.landfall.contract.ecr.BatchCheckLayerAvailabilityResponse;
import dev.landfall.contract.ecr.GetDownloadUrlForLayerRequest;
import dev.landfall.contract.ecr.GetDownloadUrlForLayerResponse;
import dev.landfall.contract.ecr.Layer;
import dev.landfall.contract.ecr.LayerAvailability;
import dev.landfall.contract.ecr.LayerFailure;
import dev.landfall.contract.ecr.LayerFailureCode;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.repository.EcrFaults;
import dev.landfall.ecr.repository.Layers;
import dev.landfall.ecr.repository.Repositories;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.ArrayList;
import java.util.List;

/** Layers: which are there, and where to fetch them. */
public final class LayerOperations {
    private final Store store;
    private final RegistryAddress address;
    private final LayerLinks links;

    public LayerOperations(Store store, RegistryAddress address, LayerLinks links) {
        this.store = store;
        this.address = address;
        this.links = links;
    }

    public BatchCheckLayerAvailabilityResponse batchCheckLayerAvailability(
            BatchCheckLayerAvailabilityRequest in, Call call) {
        var key = Requests.repository(call, in.registryId(), in.repositoryName());
        var layers = new ArrayList<Layer>();
        var failures = new ArrayList<LayerFailure>();
        for (var text : in.layerDigestsOrEmpty()) {
            Digest.parse(text)
                    .ifPresentOrElse(
                            digest -> layers.add(availability(key, digest, call)), () -> failures.add(invalid(text)));
        }
        if (layers.isEmpty()) {
            store.read(reader -> Repositories.require(reader, key));
        }
        return BatchCheckLayerAvailabilityResponse.builder()
                .layers(layers)
                .failures(failures)
                .build();
    }

    public GetDownloadUrlForLayerResponse getDownloadUrlForLayer(GetDownloadUrlForLayerRequest in, Call call) {
        var key = Requests.repository(call, in.registryId(), in.repositoryName());
        var digest = Digest.parse(in.layerDigestOr(""))
                .orElseThrow(() -> EcrFaults.invalidParameter("layerDigest", "must be a sha256 digest"));
        store.read(reader -> {
            Repositories.require(reader, key);
            if (Layers.find(reader, key, digest).isEmpty()) {
                throw EcrFaults.layersNotFound(key, List.of(digest));
            }
            if (!Layers.needed(reader, key, digest)) {
                throw EcrFaults.layerInaccessible(key, digest);
            }
            return key;
        });
        return GetDownloadUrlForLayerResponse.builder()
                .downloadUrl("http://" + address.of(call.realm()) + links.issue(key.arn(), digest, call.now()))
                .layerDigest(digest.toString())
                .build();
    }

    private Layer availability(RepositoryKey key, Digest digest, Call call) {
        var answer = Layer.builder().layerDigest(digest.toString());
        return Layers.ask(store, key, digest, call.now())
                .map(layer ->
                        answer.layerAvailability(LayerAvailability.AVAILABLE).layerSize(layer.sizeBytes()))
                .orElseGet(() -> answer.layerAvailability(LayerAvailability.UNAVAILABLE))
                .build();
    }

    private static LayerFailure invalid(String digest) {
        return LayerFailure.builder()
                .layerDigest(digest)
                .failureCode(LayerFailureCode.INVALID_LAYER_DIGEST)
                .failureReason("Invalid layer digest: it should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'")
                .build();
    }
}

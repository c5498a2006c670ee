package dev.landfall.ecr;

import dev.landfall.contract.ecr.ArtifactStatus;
import dev.landfall.contract.ecr.ArtifactStatusFilter;
import dev.landfall.contract.ecr.ImageReferrer;
import dev.landfall.contract.ecr.ListImageReferrersFilter;
import dev.landfall.contract.ecr.ListImageReferrersRequest;
import dev.landfall.contract.ecr.ListImageReferrersResponse;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.repository.EcrFaults;
import dev.landfall.ecr.repository.Image;
import dev.landfall.ecr.repository.Images;
import dev.landfall.ecr.repository.Repositories;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The images that are about another image: signatures, bills of materials, attestations. */
public final class ReferrerOperations {
    private static final int PAGE = 50; // AWS's largest here

    private final Store store;
    private final PageTokens tokens;

    public ReferrerOperations(Store store, PageTokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    public ListImageReferrersResponse listImageReferrers(ListImageReferrersRequest in, Call call) {
        var key = Requests.repository(call, in.registryId(), in.repositoryName());
        var subject = in.subjectId() == null ? "" : in.subjectId().imageDigestOr("");
        var digest = Digest.parse(subject)
                .orElseThrow(() -> EcrFaults.invalidParameter("subjectId.imageDigest", "must be a sha256 digest"));
        var after = Optional.ofNullable(in.nextToken())
                .map(token -> tokens.read(call, in, token).orElseThrow(Requests::badToken))
                .map(position -> position.document().last());
        var limit = in.maxResultsOr(PAGE);
        var found = referrers(key, digest, in.filter()).stream()
                .filter(image -> after.isEmpty() || image.digest().toString().compareTo(after.get()) > 0)
                .limit(limit + 1L)
                .toList();
        var page = found.subList(0, Math.min(limit, found.size()));
        var answer = ListImageReferrersResponse.builder()
                .referrers(page.stream().map(ReferrerOperations::view).toList());
        if (found.size() > limit) {
            var last = Key.of(page.getLast().digest().toString());
            answer.nextToken(tokens.issue(call, in, Scan.Position.of(last)));
        }
        return answer.build();
    }

    private List<Image> referrers(RepositoryKey key, Digest subject, @Nullable ListImageReferrersFilter filter) {
        var types = filter == null ? List.<String>of() : filter.artifactTypesOrEmpty();
        var status =
                filter == null ? ArtifactStatusFilter.ACTIVE : filter.artifactStatusOr(ArtifactStatusFilter.ACTIVE);
        var all = store.read(reader -> {
            Repositories.require(reader, key);
            return Images.referrers(reader, key, subject);
        });
        return all.stream()
                .filter(image ->
                        types.isEmpty() || types.contains(image.artifactType().orElse("")))
                .filter(image -> switch (status) {
                    case ACTIVE, ANY -> true;
                    case ARCHIVED, ACTIVATING -> false;
                })
                .sorted(Comparator.comparing(Image::digest))
                .toList();
    }

    private static ImageReferrer view(Image image) {
        var shown = ImageReferrer.builder()
                .digest(image.digest().toString())
                .mediaType(image.type().mediaType())
                .size(image.manifestBytes())
                .artifactStatus(ArtifactStatus.ACTIVE);
        image.artifactType().ifPresent(shown::artifactType);
        return (image.annotations().isEmpty() ? shown : shown.annotations(image.annotations())).build();
    }
}

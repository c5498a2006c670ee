package dev.landfall.ecr;

import dev.landfall.contract.ecr.EncryptionConfiguration;
import dev.landfall.contract.ecr.EncryptionType;
import dev.landfall.contract.ecr.ImageScanningConfiguration;
import dev.landfall.contract.ecr.ImageTagMutability;
import dev.landfall.contract.ecr.ImageTagMutabilityExclusionFilter;
import dev.landfall.contract.ecr.ImageTagMutabilityExclusionFilterType;
import dev.landfall.contract.ecr.Repository;
import dev.landfall.ecr.repository.EcrFaults;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.ecr.repository.TagMutability;
import java.util.List;

/** Repositories as AWS shows them. */
final class RepositoryView {
    private RepositoryView() {}

    static Repository of(
            RepositoryKey key, dev.landfall.ecr.repository.Repository repository, RegistryAddress address) {
        var shown = Repository.builder()
                .repositoryArn(key.arn())
                .registryId(key.realm().account())
                .repositoryName(key.name().value())
                .repositoryUri(address.uri(key.realm(), key.name()))
                .createdAt(repository.createdAt())
                .imageTagMutability(mutability(repository.mutability()))
                .imageScanningConfiguration(ImageScanningConfiguration.builder()
                        .scanOnPush(repository.scanOnPush())
                        .build())
                .encryptionConfiguration(EncryptionConfiguration.builder()
                        .encryptionType(EncryptionType.AES256)
                        .build());
        var filters = filters(repository.mutability());
        return (filters.isEmpty() ? shown : shown.imageTagMutabilityExclusionFilters(filters)).build();
    }

    static ImageTagMutability mutability(TagMutability rule) {
        var exceptions = !rule.exceptions().isEmpty();
        if (rule.immutable()) {
            return exceptions ? ImageTagMutability.IMMUTABLE_WITH_EXCLUSION : ImageTagMutability.IMMUTABLE;
        }
        return exceptions ? ImageTagMutability.MUTABLE_WITH_EXCLUSION : ImageTagMutability.MUTABLE;
    }

    static List<ImageTagMutabilityExclusionFilter> filters(TagMutability rule) {
        return rule.exceptions().stream()
                .map(pattern -> ImageTagMutabilityExclusionFilter.builder()
                        .filterType(ImageTagMutabilityExclusionFilterType.WILDCARD)
                        .filter(pattern)
                        .build())
                .toList();
    }

    /** The rule that a request asks for. @throws dev.landfall.contract.Fault when rule and filters do not fit */
    static TagMutability mutability(ImageTagMutability asked, List<ImageTagMutabilityExclusionFilter> filters) {
        var patterns = filters.stream().map(filter -> filter.filterOr("")).toList();
        var excludes = switch (asked) {
            case MUTABLE, IMMUTABLE -> false;
            case MUTABLE_WITH_EXCLUSION, IMMUTABLE_WITH_EXCLUSION -> true;
        };
        if (excludes == patterns.isEmpty()) {
            throw EcrFaults.invalidParameter(
                    "imageTagMutabilityExclusionFilters",
                    excludes
                            ? "must be given with imageTagMutability " + asked
                            : "must not be given with imageTagMutability " + asked);
        }
        var immutable = asked == ImageTagMutability.IMMUTABLE || asked == ImageTagMutability.IMMUTABLE_WITH_EXCLUSION;
        return new TagMutability(immutable, patterns);
    }
}

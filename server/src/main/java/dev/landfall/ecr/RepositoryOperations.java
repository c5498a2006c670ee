package dev.landfall.ecr;

import dev.landfall.contract.ecr.CreateRepositoryRequest;
import dev.landfall.contract.ecr.CreateRepositoryResponse;
import dev.landfall.contract.ecr.DeleteRepositoryRequest;
import dev.landfall.contract.ecr.DeleteRepositoryResponse;
import dev.landfall.contract.ecr.DescribeRegistryRequest;
import dev.landfall.contract.ecr.DescribeRegistryResponse;
import dev.landfall.contract.ecr.DescribeRepositoriesRequest;
import dev.landfall.contract.ecr.DescribeRepositoriesResponse;
import dev.landfall.contract.ecr.EncryptionType;
import dev.landfall.contract.ecr.ImageTagMutability;
import dev.landfall.contract.ecr.PutImageTagMutabilityRequest;
import dev.landfall.contract.ecr.PutImageTagMutabilityResponse;
import dev.landfall.contract.ecr.ReplicationConfiguration;
import dev.landfall.ecr.repository.EcrFaults;
import dev.landfall.ecr.repository.Kinds;
import dev.landfall.ecr.repository.Repositories;
import dev.landfall.ecr.repository.Repository;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.store.Document;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Repositories: made, shown, changed and deleted. */
public final class RepositoryOperations {
    private final Store store;
    private final RegistryAddress address;
    private final PageTokens tokens;

    public RepositoryOperations(Store store, RegistryAddress address, PageTokens tokens) {
        this.store = store;
        this.address = address;
        this.tokens = tokens;
    }

    public CreateRepositoryResponse createRepository(CreateRepositoryRequest in, Call call) {
        var key = Requests.repository(call, in.registryId(), in.repositoryName());
        requireOwnEncryption(in);
        var mutability = RepositoryView.mutability(
                in.imageTagMutabilityOr(ImageTagMutability.MUTABLE), in.imageTagMutabilityExclusionFiltersOrEmpty());
        var scanning = in.imageScanningConfiguration();
        var repository = new Repository(
                key.name(),
                call.now(),
                mutability,
                scanning != null && scanning.scanOnPushOr(false),
                ResourceTags.add(Map.of(), in.tagsOrEmpty()));
        store.transact(tx -> {
            Repositories.create(tx, key, repository);
            return key;
        });
        return CreateRepositoryResponse.builder()
                .repository(RepositoryView.of(key, repository, address))
                .build();
    }

    public DescribeRepositoriesResponse describeRepositories(DescribeRepositoriesRequest in, Call call) {
        Requests.requireOwn(call, in.registryId(), "*");
        var names = in.repositoryNamesOrEmpty();
        if (!names.isEmpty()) {
            return named(in, call, names);
        }
        var limit = in.maxResultsOr(Requests.PAGE);
        var after = Optional.ofNullable(in.nextToken())
                .map(token -> tokens.read(call, in, token).orElseThrow(Requests::badToken));
        var scan = Requests.after(
                Scan.under(call.realm().account(), call.realm().region()).limit(limit + 1), after);
        var found = store.read(reader -> reader.list(Kinds.REPOSITORY, scan));
        var page = found.subList(0, Math.min(limit, found.size()));
        var answer = DescribeRepositoriesResponse.builder()
                .repositories(
                        page.stream().map(document -> view(call, document)).toList());
        if (found.size() > limit) {
            var last = page.getLast().key();
            answer.nextToken(tokens.issue(call, in, new Scan.Position(last, last)));
        }
        return answer.build();
    }

    public DeleteRepositoryResponse deleteRepository(DeleteRepositoryRequest in, Call call) {
        var key = Requests.repository(call, in.registryId(), in.repositoryName());
        var deleted = store.transact(tx -> Repositories.delete(tx, key, in.forceOr(false)));
        return DeleteRepositoryResponse.builder()
                .repository(RepositoryView.of(key, deleted, address))
                .build();
    }

    public PutImageTagMutabilityResponse putImageTagMutability(PutImageTagMutabilityRequest in, Call call) {
        var key = Requests.repository(call, in.registryId(), in.repositoryName());
        var mutability = RepositoryView.mutability(
                in.imageTagMutabilityOr(ImageTagMutability.MUTABLE), in.imageTagMutabilityExclusionFiltersOrEmpty());
        store.transact(tx -> tx.put(
                Kinds.REPOSITORY, key.key(), Repositories.require(tx, key).withMutability(mutability)));
        var answer = PutImageTagMutabilityResponse.builder()
                .registryId(call.realm().account())
                .repositoryName(key.name().value())
                .imageTagMutability(RepositoryView.mutability(mutability));
        var filters = RepositoryView.filters(mutability);
        return (filters.isEmpty() ? answer : answer.imageTagMutabilityExclusionFilters(filters)).build();
    }

    public DescribeRegistryResponse describeRegistry(DescribeRegistryRequest in, Call call) {
        return DescribeRegistryResponse.builder()
                .registryId(call.realm().account())
                .replicationConfiguration(
                        ReplicationConfiguration.builder().rules(List.of()).build())
                .build();
    }

    private DescribeRepositoriesResponse named(DescribeRepositoriesRequest in, Call call, List<String> names) {
        if (in.nextToken() != null || in.maxResults() != null) {
            throw EcrFaults.invalidParameter(
                    "repositoryNames", "must not be given together with nextToken or maxResults");
        }
        var keys = names.stream()
                .distinct()
                .map(name -> new RepositoryKey(call.realm(), Requests.name(name)))
                .toList();
        var found = store.read(reader -> keys.stream()
                .map(key -> RepositoryView.of(key, Repositories.require(reader, key), address))
                .toList());
        return DescribeRepositoriesResponse.builder().repositories(found).build();
    }

    private dev.landfall.contract.ecr.Repository view(Call call, Document<Repository> document) {
        var repository = document.value();
        return RepositoryView.of(new RepositoryKey(call.realm(), repository.name()), repository, address);
    }

    // A key of the caller's cannot be used without KMS; saying yes and not encrypting would be a lie.
    private static void requireOwnEncryption(CreateRepositoryRequest in) {
        var encryption = in.encryptionConfiguration();
        if (encryption != null && encryption.encryptionTypeOr(EncryptionType.AES256) != EncryptionType.AES256) {
            throw EcrFaults.invalidParameter(
                    "encryptionConfiguration.encryptionType", "only AES256 is offered by this registry");
        }
    }
}

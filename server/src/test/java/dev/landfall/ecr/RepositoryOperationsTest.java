package dev.landfall.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ecr.*;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RepositoryOperationsTest extends EcrScenario {
    @Test
    void createsARepositoryAsAwsShowsIt() {
        var made = repositories
                .createRepository(
                        CreateRepositoryRequest.builder()
                                .repositoryName("team/web")
                                .imageTagMutability(ImageTagMutability.IMMUTABLE)
                                .tags(List.of(Tag.builder().key("a").value("b").build()))
                                .build(),
                        CALL)
                .repository();
        assertThat(made.repositoryArn()).isEqualTo("arn:aws:ecr:eu-west-1:123456789012:repository/team/web");
        assertThat(made.registryId()).isEqualTo("123456789012");
        assertThat(made.repositoryUri()).isEqualTo("123456789012.dkr.ecr.eu-west-1.localhost:4566/team/web");
        assertThat(made.createdAt()).isEqualTo(NOW);
        assertThat(made.imageTagMutability()).isEqualTo(ImageTagMutability.IMMUTABLE);
        assertThat(made.imageScanningConfiguration().scanOnPush()).isFalse();
        assertThat(made.encryptionConfiguration().encryptionType()).isEqualTo(EncryptionType.AES256);
        assertThat(describe("team/web")).containsExactly(made);
        assertThat(tagsOf(made.repositoryArn()))
                .containsExactly(Tag.builder().key("a").value("b").build());
    }

    @Test
    void refusesARepositoryThatCannotBe() {
        fault(
                () -> create("app"),
                "RepositoryAlreadyExistsException",
                "The repository with name 'app' already exists in the registry with id '123456789012'");
        for (var name : List.of("", "a", "App", "a//b", "../a", "a/../b", "a_", "-a", "a..b", "a".repeat(257))) {
            fault(() -> create(name), "InvalidParameterException", "repositoryName");
        }
        fault(
                () -> repositories.createRepository(
                        CreateRepositoryRequest.builder()
                                .repositoryName("kms")
                                .encryptionConfiguration(EncryptionConfiguration.builder()
                                        .encryptionType(EncryptionType.KMS)
                                        .build())
                                .build(),
                        CALL),
                "InvalidParameterException",
                "AES256");
        fault(
                () -> repositories.createRepository(
                        CreateRepositoryRequest.builder()
                                .repositoryName("mixed")
                                .imageTagMutability(ImageTagMutability.IMMUTABLE_WITH_EXCLUSION)
                                .build(),
                        CALL),
                "InvalidParameterException",
                "imageTagMutabilityExclusionFilters");
        fault(
                () -> repositories.createRepository(
                        CreateRepositoryRequest.builder()
                                .repositoryName("other")
                                .registryId("999999999999")
                                .build(),
                        CALL),
                "AccessDeniedException",
                "999999999999");
        assertThat(describe()).extracting(Repository::repositoryName).containsExactly("app");
    }

    @Test
    void describesRepositoriesPageByPageAndByName() {
        for (var name : List.of("b/1", "b/2", "cc")) {
            create(name);
        }
        var found = new ArrayList<String>();
        String token = null;
        do {
            var page = repositories.describeRepositories(
                    DescribeRepositoriesRequest.builder()
                            .maxResults(3)
                            .nextToken(token)
                            .build(),
                    CALL);
            page.repositories().forEach(repository -> found.add(repository.repositoryName()));
            token = page.nextToken();
        } while (token != null);
        assertThat(found).containsExactly("app", "b/1", "b/2", "cc");
        assertThat(describe("cc", "app")).extracting(Repository::repositoryName).containsExactly("cc", "app");
        fault(
                () -> describe("cc", "none"),
                "RepositoryNotFoundException",
                "The repository with name 'none' does not exist in the registry with id '123456789012'");
        fault(
                () -> repositories.describeRepositories(
                        DescribeRepositoriesRequest.builder().nextToken("x").build(), CALL),
                "InvalidParameterException",
                "nextToken");
    }

    @Test
    void keepsRealmsApart() {
        var elsewhere = new Call(new Realm("123456789012", "us-east-1"), CALL.principal(), "r", NOW);
        assertThat(repositories
                        .describeRepositories(
                                DescribeRepositoriesRequest.builder().build(), elsewhere)
                        .repositories())
                .isEmpty();
    }

    @Test
    void deletesARepositoryWithImagesOnlyByForce() {
        push("v1", 1);
        fault(
                () -> delete("app", false),
                "RepositoryNotEmptyException",
                "The repository with name 'app' in registry with id '123456789012' cannot be deleted because it still contains images");
        delete("app", true);
        fault(() -> delete("app", true), "RepositoryNotFoundException", "'app'");
        create("app");
        assertThat(list(null)).isEmpty();
    }

    @Test
    void tagsRepositories() {
        var arn = describe("app").getFirst().repositoryArn();
        tags.tagResource(
                TagResourceRequest.builder()
                        .resourceArn(arn)
                        .tags(List.of(tag("b", "2"), tag("a", "1")))
                        .build(),
                CALL);
        tags.untagResource(
                UntagResourceRequest.builder()
                        .resourceArn(arn)
                        .tagKeys(List.of("b", "x"))
                        .build(),
                CALL);
        assertThat(tagsOf(arn)).containsExactly(tag("a", "1"));
        fault(
                () -> tags.tagResource(
                        TagResourceRequest.builder()
                                .resourceArn(arn)
                                .tags(IntStream.range(0, 50)
                                        .mapToObj(i -> tag("k" + i, ""))
                                        .toList())
                                .build(),
                        CALL),
                "TooManyTagsException",
                "50");
        fault(
                () -> tags.tagResource(
                        TagResourceRequest.builder()
                                .resourceArn(arn)
                                .tags(List.of(tag("aws:x", "")))
                                .build(),
                        CALL),
                "InvalidTagParameterException",
                "reserved");
        fault(() -> tagsOf("arn:aws:s3:::x"), "InvalidParameterException", "resourceArn");
        fault(() -> tagsOf(arn + "x"), "RepositoryNotFoundException", "'appx'");
    }

    @Test
    void givesOutALoginThatTheRegistryReads() {
        var data = new AuthorizationOperations(logins, address)
                .getAuthorizationToken(GetAuthorizationTokenRequest.builder().build(), CALL)
                .authorizationData()
                .getFirst();
        assertThat(data.proxyEndpoint()).isEqualTo("http://123456789012.dkr.ecr.eu-west-1.localhost:4566");
        assertThat(data.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(12)));
        var pair = new String(Base64.getDecoder().decode(data.authorizationToken()), UTF_8).split(":");
        assertThat(pair).hasSize(2).startsWith("AWS");
        assertThat(logins.read(pair[1]).orElseThrow())
                .isEqualTo(new LoginToken(REALM, CALL.principal(), data.expiresAt()));
    }
}

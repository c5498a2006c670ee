package dev.landfall.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.cloudwatch.PutDashboardRequest;
import dev.landfall.contract.ecr.CreateRepositoryRequest;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.CreateServiceRequest;
import dev.landfall.contract.ecs.KeyValuePair;
import dev.landfall.contract.ecs.PutAttributesRequest;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.iam.CreateRoleRequest;
import dev.landfall.contract.iam.Tag;
import dev.landfall.contract.logs.CreateLogGroupRequest;
import dev.landfall.contract.logs.PutRetentionPolicyRequest;
import dev.landfall.contract.secretsmanager.CreateSecretRequest;
import dev.landfall.contract.secretsmanager.GetRandomPasswordRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ValidatorTest {
    private static String message(Structure structure) {
        return Violation.message(Validator.validate(structure));
    }

    @Test
    void aRequestWithAllItNeedsIsSound() {
        assertThat(Validator.validate(
                        CreateServiceRequest.builder().serviceName("web").build()))
                .isEmpty();
    }

    @Test
    void aMissingMemberIsNamed() {
        assertThat(message(RegisterTaskDefinitionRequest.builder()
                        .containerDefinitions(List.of())
                        .build()))
                .isEqualTo("1 validation error detected: Value null at 'family' failed to satisfy constraint: "
                        + "Member must not be null");
    }

    @Test
    void aTooLongTextIsShownWithItsLimit() {
        assertThat(message(CreateLogGroupRequest.builder()
                        .logGroupName("a".repeat(513))
                        .build()))
                .startsWith("1 validation error detected: Value 'aaaa")
                .endsWith("' at 'logGroupName' failed to satisfy constraint: "
                        + "Member must have length less than or equal to 512");
    }

    @Test
    void everyBrokenConstraintIsToldInTheModelsOrder() {
        assertThat(message(CreateRoleRequest.builder().roleName("").build()))
                .isEqualTo("3 validation errors detected: "
                        + "Value '' at 'roleName' failed to satisfy constraint: "
                        + "Member must have length greater than or equal to 1; "
                        + "Value '' at 'roleName' failed to satisfy constraint: "
                        + "Member must satisfy regular expression pattern: [\\w+=,.@-]+; "
                        + "Value null at 'assumeRolePolicyDocument' failed to satisfy constraint: "
                        + "Member must not be null");
    }

    @Test
    void aMemberDeepInAListIsFoundByCountingFromOne() {
        var tag = Tag.builder().key("bad*key").value("v").build();
        assertThat(message(CreateRoleRequest.builder()
                        .roleName("r")
                        .assumeRolePolicyDocument("{}")
                        .tags(List.of(tag.toBuilder().key("good").build(), tag))
                        .build()))
                .isEqualTo(
                        "1 validation error detected: Value 'bad*key' at 'tags.2.member.key' failed to satisfy "
                                + "constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
    }

    @Test
    void aBadTextInAListIsReportedAtTheList() {
        assertThat(message(dev.landfall.contract.ecr.BatchGetRepositoryScanningConfigurationRequest.builder()
                        .repositoryNames(List.of("good", "BAD"))
                        .build()))
                .startsWith("1 validation error detected: Value '[good, BAD]' at 'repositoryNames' failed to satisfy "
                        + "constraint: Member must satisfy constraint: [Member must have length less than or equal to "
                        + "256, Member must have length greater than or equal to 2, Member must satisfy regular "
                        + "expression pattern: ");
    }

    @Test
    void aBadTextInAMapIsReportedAtTheMap() {
        assertThat(message(CreateLogGroupRequest.builder()
                        .logGroupName("g")
                        .tags(Map.of("k", "v".repeat(257)))
                        .build()))
                .contains("at 'tags' failed to satisfy constraint: Map value must satisfy constraint: "
                        + "[Member must have length less than or equal to 256");
        assertThat(message(CreateLogGroupRequest.builder()
                        .logGroupName("g")
                        .tags(Map.of("", "v"))
                        .build()))
                .contains("Value '{=v}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: [");
    }

    @Test
    void numbersAndSizesHaveLimitsToo() {
        assertThat(message(GetRandomPasswordRequest.builder()
                        .passwordLength(5_000L)
                        .build()))
                .contains("Value '5000' at 'passwordLength' failed to satisfy constraint: "
                        + "Member must have value less than or equal to 4096");
        assertThat(message(CreateRoleRequest.builder()
                        .roleName("r")
                        .assumeRolePolicyDocument("{}")
                        .tags(Collections.nCopies(
                                51, Tag.builder().key("k").value("v").build()))
                        .build()))
                .endsWith("at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50");
    }

    @Test
    void secretsAreNotShown() {
        var message = message(CreateSecretRequest.builder()
                .name("n")
                .secretString("s".repeat(70_000))
                .build());
        assertThat(message)
                .isEqualTo("1 validation error detected: Value at 'secretString' failed to satisfy constraint: "
                        + "Member must have length less than or equal to 65536");
    }

    @Test
    void lengthsAreCountedInCodePoints() {
        assertThat(Validator.validate(CreateRoleRequest.builder()
                        .roleName("r")
                        .assumeRolePolicyDocument("{}")
                        .description("\u00e9".repeat(1000))
                        .build()))
                .isEmpty();
        assertThat(Validator.validate(CreateSecretRequest.builder()
                        .name("n")
                        .description("\ud83d\ude80".repeat(2048))
                        .build()))
                .isEmpty();
    }

    @Test
    void nestedStructuresAreLookedInto() {
        var container = ContainerDefinition.builder()
                .environment(List.of(KeyValuePair.builder().name("A").build()))
                .resourceRequirements(List.of(
                        dev.landfall.contract.ecs.ResourceRequirement.builder().build()))
                .build();
        assertThat(Validator.validate(RegisterTaskDefinitionRequest.builder()
                        .family("f")
                        .containerDefinitions(List.of(container))
                        .build()))
                .extracting(Violation::path)
                .containsExactly(
                        "containerDefinitions.1.member.resourceRequirements.1.member.value",
                        "containerDefinitions.1.member.resourceRequirements.1.member.type");
    }

    @Test
    void aFloodOfViolationsIsCut() {
        var attributes = Collections.nCopies(
                5_000, dev.landfall.contract.ecs.Attribute.builder().build());
        assertThat(Validator.validate(
                        PutAttributesRequest.builder().attributes(attributes).build()))
                .hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void requiredMembersOfManyServicesAreKnown() {
        assertThat(Validator.validate(CreateRepositoryRequest.builder().build()))
                .hasSize(1);
        assertThat(Validator.validate(PutRetentionPolicyRequest.builder().build()))
                .hasSize(2);
        assertThat(Validator.validate(PutDashboardRequest.builder().build())).hasSize(2);
    }
}

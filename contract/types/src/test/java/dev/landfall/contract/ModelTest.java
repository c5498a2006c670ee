package dev.landfall.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.cloudwatch.CloudwatchErrors;
import dev.landfall.contract.ecs.EcsErrors;
import dev.landfall.contract.ecs.EcsService;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.elbv2.Elbv2Errors;
import dev.landfall.contract.iam.IamErrors;
import dev.landfall.contract.iam.IamService;
import dev.landfall.contract.sts.StsService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ModelTest {
    @Test
    void everyModelFileIsAmongTheTested() throws IOException {
        try (var files = Files.list(Path.of("../models"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json")))
                    .containsExactlyInAnyOrderElementsOf(Models.ALL.stream()
                            .map(service -> service.id() + ".json")
                            .toList());
        }
    }

    @Test
    void ecsHasAllItsOperations() {
        assertThat(EcsService.MODEL.operationNames()).hasSize(77).contains("RunTask", "CreateService");
        assertThat(Models.operations(EcsService.MODEL).map(Operation::name))
                .containsExactlyElementsOf(EcsService.MODEL.operationNames());
        assertThat(EcsService.MODEL.operation("RunTask").orElseThrow().input()).isSameAs(RunTaskRequest.SCHEMA);
        assertThat(EcsService.MODEL.operation("FlyToTheMoon")).isEmpty();
    }

    @Test
    void inputsAndOutputsAreNamedAfterTheirOperation() {
        Models.ALL.stream().flatMap(Models::operations).forEach(operation -> {
            assertThat(operation.input().name()).isEqualTo(operation.name() + "Request");
            assertThat(operation.output().name()).isEqualTo(operation.name() + "Response");
        });
    }

    @Test
    void aServiceKnowsHowItIsReached() {
        var ecs = EcsService.MODEL.metadata();
        assertThat(ecs.targetPrefix()).isEqualTo("AmazonEC2ContainerServiceV20141113");
        assertThat(ecs.jsonVersion()).isEqualTo("1.1");
        assertThat(ecs.signingName()).isEqualTo("ecs");
        assertThat(StsService.MODEL.metadata().protocols()).containsExactly("query");
        assertThat(StsService.MODEL
                        .operation("AssumeRoleWithWebIdentity")
                        .orElseThrow()
                        .unsigned())
                .isTrue();
        assertThat(StsService.MODEL.operation("AssumeRole").orElseThrow().unsigned())
                .isFalse();
    }

    @Test
    void errorsKnowTheirCodeAndStatus() {
        assertThat(EcsErrors.CLUSTER_NOT_FOUND_EXCEPTION.code()).isEqualTo("ClusterNotFoundException");
        assertThat(EcsErrors.CLUSTER_NOT_FOUND_EXCEPTION.httpStatus()).isEqualTo(400);
        assertThat(EcsErrors.SERVER_EXCEPTION.httpStatus()).isEqualTo(500);
        assertThat(EcsErrors.SERVER_EXCEPTION.senderFault()).isFalse();
        assertThat(IamErrors.NO_SUCH_ENTITY_EXCEPTION.code()).isEqualTo("NoSuchEntity");
        assertThat(IamErrors.NO_SUCH_ENTITY_EXCEPTION.httpStatus()).isEqualTo(404);
        assertThat(Elbv2Errors.TARGET_GROUP_NOT_FOUND_EXCEPTION.code()).isEqualTo("TargetGroupNotFound");
        assertThat(CloudwatchErrors.INVALID_PARAMETER_VALUE_EXCEPTION.code()).isEqualTo("InvalidParameterValue");
        assertThat(EcsService.MODEL.operation("RunTask").orElseThrow().errors())
                .contains(EcsErrors.CLUSTER_NOT_FOUND_EXCEPTION);
    }

    @Test
    void pagedOperationsNameTheirTokens() {
        assertThat(EcsService.MODEL.operation("ListTasks").orElseThrow().pagination())
                .contains(new Pagination(
                        List.of("nextToken"), List.of("nextToken"), List.of("maxResults"), List.of("taskArns")));
        assertThat(EcsService.MODEL.operation("RunTask").orElseThrow().pagination())
                .isEmpty();
        assertThat(IamService.MODEL.operation("ListRoles").orElseThrow().pagination())
                .hasValueSatisfying(page -> assertThat(page.inputTokens()).containsExactly("Marker"));
    }

    @Test
    void paginatorsNameMembersThatExist() {
        Models.ALL.stream()
                .flatMap(Models::operations)
                .forEach(operation -> operation
                        .pagination()
                        .ifPresent(page -> assertThat(names(operation.input()))
                                .as(operation.name())
                                .containsAll(page.inputTokens())));
    }

    private static List<String> names(StructureSchema<?> schema) {
        return schema.members().stream().map(Member::name).toList();
    }
}

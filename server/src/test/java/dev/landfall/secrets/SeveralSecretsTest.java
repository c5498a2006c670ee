package dev.landfall.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.Fault;
import dev.landfall.contract.secretsmanager.APIErrorType;
import dev.landfall.contract.secretsmanager.BatchGetSecretValueRequest;
import dev.landfall.contract.secretsmanager.CreateSecretRequest;
import dev.landfall.contract.secretsmanager.DeleteResourcePolicyRequest;
import dev.landfall.contract.secretsmanager.Filter;
import dev.landfall.contract.secretsmanager.FilterNameStringType;
import dev.landfall.contract.secretsmanager.GetResourcePolicyRequest;
import dev.landfall.contract.secretsmanager.PutResourcePolicyRequest;
import dev.landfall.contract.secretsmanager.ReplicateSecretToRegionsRequest;
import dev.landfall.contract.secretsmanager.RotateSecretRequest;
import dev.landfall.contract.secretsmanager.SecretValueEntry;
import dev.landfall.contract.secretsmanager.ValidateResourcePolicyRequest;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.vault.Vault;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import dev.landfall.wire.auth.Denied;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SeveralSecretsTest {
    private static final Realm REALM = new Realm("123456789012", "eu-west-1");
    private static final Call CALL = new Call(
            REALM, Principal.root(REALM.account(), "AKIATEST"), "request", Instant.parse("2026-03-01T12:00:00Z"));
    private static final String POLICY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},
             "Action":"secretsmanager:GetSecretValue","Resource":"*"}]}""";

    private final Random random = new Random(1);
    private final MemoryStore store = new MemoryStore();
    private final Versions versions = new Versions(new Vault(new byte[32], random), random);
    private final SecretOperations secrets = new SecretOperations(store, versions, random);
    private final PolicyOperations policies = new PolicyOperations(store);
    private final BatchOperations batches = new BatchOperations(
            store,
            new ValueOperations(store, versions),
            new PageTokens(new byte[32]),
            (principal, action, resources, context) -> {
                if (resources.getFirst().contains("hidden")) {
                    throw new Denied("not authorized to perform: " + action);
                }
            });

    private String create(String name) {
        return secrets.createSecret(
                        CreateSecretRequest.builder()
                                .name(name)
                                .secretString("value of " + name)
                                .build(),
                        CALL)
                .aRN();
    }

    private Optional<String> kept(String arn) {
        return store.read(reader -> Secrets.policy(reader, arn));
    }

    @Test
    void readsThoseThatMayBeReadAndTellsOfTheOthers() {
        create("a");
        create("hidden");
        var answer = batches.batchGetSecretValue(
                BatchGetSecretValueRequest.builder()
                        .secretIdList(List.of("a", "none", "hidden", "a"))
                        .build(),
                CALL);
        assertThat(answer.secretValuesOrEmpty())
                .extracting(SecretValueEntry::secretString)
                .containsExactly("value of a");
        assertThat(answer.errorsOrEmpty()).extracting(APIErrorType::secretId).containsExactly("none", "hidden");
        assertThat(answer.errorsOrEmpty())
                .extracting(APIErrorType::errorCode)
                .containsExactly("ResourceNotFoundException", "AccessDeniedException");
    }

    @Test
    void readsThoseThatFiltersFindPageByPage() {
        for (var i = 0; i < 7; i++) {
            create("app/" + i);
        }
        create("else");
        var request = BatchGetSecretValueRequest.builder()
                .filters(List.of(Filter.builder()
                        .key(FilterNameStringType.NAME)
                        .values(List.of("app/"))
                        .build()))
                .maxResults(3);
        var names = new ArrayList<String>();
        String token = null;
        do {
            var page = batches.batchGetSecretValue(request.nextToken(token).build(), CALL);
            page.secretValuesOrEmpty().forEach(value -> names.add(value.name()));
            token = page.nextToken();
        } while (token != null);
        assertThat(names).containsExactly("app/0", "app/1", "app/2", "app/3", "app/4", "app/5", "app/6");
    }

    @Test
    void keepsAPolicyUntilItIsDeleted() {
        var arn = create("a");
        var policy = POLICY.formatted("arn:aws:iam::123456789012:role/r");
        policies.putResourcePolicy(
                PutResourcePolicyRequest.builder()
                        .secretId("a")
                        .resourcePolicy(policy)
                        .blockPublicPolicy(true)
                        .build(),
                CALL);
        var get = GetResourcePolicyRequest.builder().secretId(arn).build();
        assertThat(policies.getResourcePolicy(get, CALL).resourcePolicy()).isEqualTo(policy);
        assertThat(kept(arn)).contains(policy);
        policies.deleteResourcePolicy(
                DeleteResourcePolicyRequest.builder().secretId("a").build(), CALL);
        assertThat(policies.getResourcePolicy(get, CALL).resourcePolicy()).isNull();
        assertThat(kept(arn)).isEmpty();
    }

    @Test
    void refusesAPolicyThatIsNoneOrLetsEverybodyIn() {
        create("a");
        var put = PutResourcePolicyRequest.builder().secretId("a").blockPublicPolicy(true);
        assertThatThrownBy(() ->
                        policies.putResourcePolicy(put.resourcePolicy("{}").build(), CALL))
                .isInstanceOf(Fault.class)
                .hasMessageStartingWith("MalformedPolicyDocumentException");
        assertThatThrownBy(() -> policies.putResourcePolicy(
                        put.resourcePolicy(POLICY.formatted("*")).build(), CALL))
                .hasMessageStartingWith("PublicPolicyException");
        var validated = policies.validateResourcePolicy(
                ValidateResourcePolicyRequest.builder()
                        .resourcePolicy(POLICY.formatted("*"))
                        .build(),
                CALL);
        assertThat(validated.policyValidationPassed()).isFalse();
        assertThat(validated.validationErrorsOrEmpty()).hasSize(1);
    }

    @Test
    void refusesWhatNeedsLambdaOrAnotherRegion() {
        create("a");
        var rotation = new RotationOperations(store);
        assertThatThrownBy(() -> rotation.rotateSecret(
                        RotateSecretRequest.builder().secretId("a").build(), CALL))
                .hasMessage("InvalidRequestException: No Lambda rotation function ARN is associated with this secret.");
        assertThatThrownBy(() -> rotation.rotateSecret(
                        RotateSecretRequest.builder()
                                .secretId("a")
                                .rotationLambdaARN("arn:aws:lambda:eu-west-1:123456789012:function:f")
                                .build(),
                        CALL))
                .hasMessageContaining("this server has no AWS Lambda");
        assertThatThrownBy(() -> new ReplicationOperations(store)
                        .replicateSecretToRegions(
                                ReplicateSecretToRegionsRequest.builder()
                                        .secretId("a")
                                        .build(),
                                CALL))
                .hasMessageContaining("not replicated");
    }
}

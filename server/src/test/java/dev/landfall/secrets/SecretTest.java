package dev.landfall.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.Fault;
import dev.landfall.contract.secretsmanager.CreateSecretRequest;
import dev.landfall.contract.secretsmanager.CreateSecretResponse;
import dev.landfall.contract.secretsmanager.DeleteSecretRequest;
import dev.landfall.contract.secretsmanager.DescribeSecretRequest;
import dev.landfall.contract.secretsmanager.GetRandomPasswordRequest;
import dev.landfall.contract.secretsmanager.GetSecretValueRequest;
import dev.landfall.contract.secretsmanager.ListSecretVersionIdsRequest;
import dev.landfall.contract.secretsmanager.ListSecretsRequest;
import dev.landfall.contract.secretsmanager.PutSecretValueRequest;
import dev.landfall.contract.secretsmanager.RestoreSecretRequest;
import dev.landfall.contract.secretsmanager.SecretListEntry;
import dev.landfall.contract.secretsmanager.SortByType;
import dev.landfall.contract.secretsmanager.UpdateSecretVersionStageRequest;
import dev.landfall.store.Scan;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.vault.Vault;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SecretTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Realm REALM = new Realm("123456789012", "eu-west-1");
    private static final Call CALL = new Call(REALM, Principal.root(REALM.account(), "AKIATEST"), "request", NOW);
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final Random random = new Random(1);
    private final MemoryStore store = new MemoryStore();
    private final Versions versions = new Versions(new Vault(new byte[32], random), random);
    private final SecretOperations secrets = new SecretOperations(store, versions, random);
    private final ValueOperations values = new ValueOperations(store, versions);
    private final ListOperations lists = new ListOperations(store, new PageTokens(new byte[32]));
    private final StageOperations stages = new StageOperations(store);
    private final DeletionOperations deletions = new DeletionOperations(store);

    private CreateSecretResponse create(String name, String value) {
        return secrets.createSecret(
                CreateSecretRequest.builder().name(name).secretString(value).build(), CALL);
    }

    private String put(String id, String value, String... stage) {
        return values.putSecretValue(
                        PutSecretValueRequest.builder()
                                .secretId(id)
                                .secretString(value)
                                .versionStages(stage.length == 0 ? null : List.of(stage))
                                .build(),
                        CALL)
                .versionId();
    }

    private String get(String id, String stage) {
        return values.getSecretValue(
                        GetSecretValueRequest.builder()
                                .secretId(id)
                                .versionStage(stage)
                                .build(),
                        CALL)
                .secretString();
    }

    private void delete(String id, boolean force) {
        deletions.deleteSecret(
                DeleteSecretRequest.builder()
                        .secretId(id)
                        .forceDeleteWithoutRecovery(force)
                        .build(),
                CALL);
    }

    private static void assertFault(String code, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.type().code()).isEqualTo(code));
    }

    @Test
    void keepsValuesEncrypted() {
        create("app/db", "hunter2-hunter2");
        var stored = store.read(reader -> reader.list(Value.KIND, Scan.under(REALM.account())));
        assertThat(stored).hasSize(1);
        assertThat(new String(Value.KIND.codec().encode(stored.getFirst().value()), StandardCharsets.UTF_8))
                .doesNotContain("hunter2");
        assertThat(get("app/db", "AWSCURRENT")).isEqualTo("hunter2-hunter2");
    }

    @Test
    void isFoundByNameWholeArnAndArnWithoutItsEnd() {
        var arn = create("app/db", "one").aRN();
        assertThat(arn).matches("arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/db-[a-zA-Z0-9]{6}");
        assertThat(get(arn, "AWSCURRENT")).isEqualTo("one");
        assertThat(get(arn.substring(0, arn.length() - 7), "AWSCURRENT")).isEqualTo("one");
        assertThatThrownBy(() -> get("other", "AWSCURRENT"))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.message())
                                .isEqualTo("Secrets Manager can't find the specified secret."));
        assertFault("ResourceExistsException", () -> create("app/db", "two"));
    }

    @Test
    void movesCurrentAndPreviousWithEachNewValue() {
        create("name", "one");
        put("name", "two");
        assertThat(get("name", "AWSCURRENT")).isEqualTo("two");
        assertThat(get("name", "AWSPREVIOUS")).isEqualTo("one");

        put("name", "three", "AWSPENDING");
        assertThat(get("name", "AWSCURRENT")).isEqualTo("two");
        assertThat(get("name", "AWSPENDING")).isEqualTo("three");
        put("name", "four");
        var all = ListSecretVersionIdsRequest.builder().secretId("name");
        assertThat(lists.listSecretVersionIds(all.build(), CALL).versions()).hasSize(3);
        assertThat(lists.listSecretVersionIds(all.includeDeprecated(true).build(), CALL)
                        .versions())
                .hasSize(4);
    }

    @Test
    void promotesAVersionOnlyWhenTheOneBeforeIsNamed() {
        var first = create("name", "one").versionId();
        var second = put("name", "two", "AWSPENDING");
        var move = UpdateSecretVersionStageRequest.builder()
                .secretId("name")
                .versionStage("AWSCURRENT")
                .moveToVersionId(second);
        assertFault("InvalidParameterException", () -> stages.updateSecretVersionStage(move.build(), CALL));
        stages.updateSecretVersionStage(move.removeFromVersionId(first).build(), CALL);
        assertThat(get("name", "AWSCURRENT")).isEqualTo("two");
        assertThat(get("name", "AWSPREVIOUS")).isEqualTo("one");
    }

    @Test
    void takesTheSameRequestTwiceButNotAnotherValueUnderItsToken() {
        create("name", "one");
        var request = PutSecretValueRequest.builder()
                .secretId("name")
                .clientRequestToken(TOKEN)
                .secretString("two");
        values.putSecretValue(request.build(), CALL);
        var again = values.putSecretValue(request.build(), CALL);
        assertThat(again.versionId()).isEqualTo(TOKEN);
        assertFault(
                "ResourceExistsException",
                () -> values.putSecretValue(request.secretString("other").build(), CALL));
        assertThat(get("name", "AWSPREVIOUS")).isEqualTo("one");
    }

    @Test
    void canBeHadBackUntilItsRecoveryWindowEnds() {
        create("name", "one");
        delete("name", false);
        assertFault("InvalidRequestException", () -> get("name", "AWSCURRENT"));
        assertFault("InvalidRequestException", () -> create("name", "two"));
        new DeletionSweep(store).run(NOW.plus(Duration.ofDays(29)));
        deletions.restoreSecret(RestoreSecretRequest.builder().secretId("name").build(), CALL);
        new DeletionSweep(store).run(NOW.plus(Duration.ofDays(31)));
        assertThat(get("name", "AWSCURRENT")).isEqualTo("one");
        delete("name", false);
        new DeletionSweep(store).run(NOW.plus(Duration.ofDays(30)));
        assertFault("ResourceNotFoundException", () -> get("name", "AWSCURRENT"));
        var left = store.read(reader -> reader.list(Value.KIND, Scan.under(REALM.account())));
        assertThat(left).isEmpty();
    }

    @Test
    void isGoneAtOnceWhenForced() {
        var arn = create("name", "one").aRN();
        delete("name", true);
        assertFault("ResourceNotFoundException", () -> get("name", "AWSCURRENT"));
        assertThat(create("name", "two").aRN()).isNotEqualTo(arn);
        assertFault("ResourceNotFoundException", () -> get(arn, "AWSCURRENT"));
        assertFault(
                "InvalidParameterException",
                () -> deletions.deleteSecret(
                        DeleteSecretRequest.builder()
                                .secretId("name")
                                .recoveryWindowInDays(6L)
                                .build(),
                        CALL));
    }

    @Test
    void listsPageByPageWithoutTheDeleted() {
        List.of("a", "b", "c", "d").forEach(name -> create(name, "value"));
        delete("d", false);
        var request = ListSecretsRequest.builder().sortBy(SortByType.NAME).maxResults(2);
        var first = lists.listSecrets(request.build(), CALL);
        var second = lists.listSecrets(request.nextToken(first.nextToken()).build(), CALL);
        assertThat(first.secretList()).extracting(SecretListEntry::name).containsExactly("a", "b");
        assertThat(second.secretList()).extracting(SecretListEntry::name).containsExactly("c");
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void isDescribedWithItsStagesAndWithoutAValue() {
        var id = create("name", "one").versionId();
        var described = secrets.describeSecret(
                DescribeSecretRequest.builder().secretId("name").build(), CALL);
        assertThat(described.versionIdsToStages()).containsEntry(id, List.of("AWSCURRENT"));
        assertThat(described.deletedDate()).isNull();
    }

    @Test
    void makesPasswordsOfTheTypesAskedFor() {
        var passwords = new PasswordOperations(random);
        var request = GetRandomPasswordRequest.builder().passwordLength(4L);
        assertThat(passwords.getRandomPassword(request.build(), CALL).randomPassword())
                .hasSize(4)
                .containsPattern("[a-z]")
                .containsPattern("[A-Z]")
                .containsPattern("[0-9]");
        assertFault(
                "InvalidParameterException",
                () -> passwords.getRandomPassword(request.passwordLength(3L).build(), CALL));
    }
}

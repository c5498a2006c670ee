package dev.landfall.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ssm.AddTagsToResourceRequest;
import dev.landfall.contract.ssm.DeleteParametersRequest;
import dev.landfall.contract.ssm.DescribeParametersRequest;
import dev.landfall.contract.ssm.GetParameterHistoryRequest;
import dev.landfall.contract.ssm.GetParameterRequest;
import dev.landfall.contract.ssm.GetParametersByPathRequest;
import dev.landfall.contract.ssm.GetParametersRequest;
import dev.landfall.contract.ssm.LabelParameterVersionRequest;
import dev.landfall.contract.ssm.ListTagsForResourceRequest;
import dev.landfall.contract.ssm.Parameter;
import dev.landfall.contract.ssm.ParameterMetadata;
import dev.landfall.contract.ssm.ParameterStringFilter;
import dev.landfall.contract.ssm.ParameterTier;
import dev.landfall.contract.ssm.ParameterType;
import dev.landfall.contract.ssm.PutParameterRequest;
import dev.landfall.contract.ssm.ResourceTypeForTagging;
import dev.landfall.contract.ssm.Tag;
import dev.landfall.contract.ssm.UnlabelParameterVersionRequest;
import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.store.Scan;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.vault.Vault;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ParameterTest {
    private static final Realm REALM = new Realm("123456789012", "eu-west-1");
    private static final Call CALL = new Call(
            REALM, Principal.root(REALM.account(), "AKIATEST"), "request", Instant.parse("2026-03-01T12:00:00Z"));

    private final MemoryStore store = new MemoryStore();
    private final Vault vault = new Vault(new byte[32], new Random(1));
    private final PageTokens tokens = new PageTokens(new byte[32]);
    private final PutOperations puts = new PutOperations(store, vault);
    private final GetOperations gets = new GetOperations(store, vault, tokens);
    private final DescribeOperations describes = new DescribeOperations(store, vault, tokens);
    private final DeleteOperations deletes = new DeleteOperations(store);
    private final LabelOperations labels = new LabelOperations(store);
    private final TagOperations tags = new TagOperations(store);

    @Test
    void passesOnSecretsOnlyDecrypted() {
        var name = ReferencedSecrets.PREFIX + "db:AWSPREVIOUS";
        var referring = new GetOperations(
                store,
                vault,
                tokens,
                (call, id, selector) ->
                        new ReferencedSecrets.Found("arn:" + id, selector.orElse("") + " value", "{}", call.now()));
        var request = GetParameterRequest.builder().name(name);
        assertThatThrownBy(() -> referring.getParameter(request.build(), CALL))
                .hasMessageContaining("WithDecryption flag must be True");
        var found = referring
                .getParameter(request.withDecryption(true).build(), CALL)
                .parameter();
        assertThat(found.value()).isEqualTo("AWSPREVIOUS value");
        assertThat(found.name()).isEqualTo("/aws/reference/secretsmanager/db");
        assertThat(found.aRN()).isEqualTo("arn:db");
        assertThatThrownBy(() -> gets.getParameter(request.build(), CALL)).hasMessageStartingWith("ParameterNotFound");
    }

    @Test
    void endsAParameterWhenItsPolicySays() {
        var policy =
                "[{\"Type\":\"Expiration\",\"Version\":\"1.0\",\"Attributes\":{\"Timestamp\":\"2026-03-01T13:00:00.000Z\"}}]";
        puts.putParameter(
                request("/ends", "1")
                        .tier(ParameterTier.ADVANCED)
                        .policies(policy)
                        .build(),
                CALL);
        overwrite("/ends", "2");
        put("/stays", "1");
        assertThat(describes
                        .describeParameters(DescribeParametersRequest.builder().build(), CALL)
                        .parametersOrEmpty())
                .flatExtracting(parameter -> parameter.policiesOrEmpty())
                .singleElement()
                .satisfies(told -> assertThat(told.policyStatus()).isEqualTo("Pending"));
        var sweep = new ExpirySweep(store, new SimulatedScheduler(CALL.now(), new Random(1)));
        sweep.run(Instant.parse("2026-03-01T12:59:59Z"));
        assertThat(get("/ends", false).value()).isEqualTo("2");
        sweep.run(Instant.parse("2026-03-01T13:00:00Z"));
        assertThatThrownBy(() -> get("/ends", false)).hasMessageStartingWith("ParameterNotFound");
        assertThat(store.read(reader -> reader.list(Version.KIND, Scan.under("123456789012")))
                        .size())
                .isEqualTo(1);
    }

    @Test
    void keepsAPolicyUntilAnEmptyListComes() {
        var policy =
                "[{\"Type\":\"Expiration\",\"Version\":\"1.0\",\"Attributes\":{\"Timestamp\":\"2026-03-01T13:00:00Z\"}}]";
        puts.putParameter(
                request("/kept", "1")
                        .tier(ParameterTier.INTELLIGENT_TIERING)
                        .policies(policy)
                        .build(),
                CALL);
        puts.putParameter(
                request("/kept", "2").type(null).overwrite(true).policies("[]").build(), CALL);
        new ExpirySweep(store, new SimulatedScheduler(CALL.now(), new Random(1)))
                .run(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(get("/kept", false).value()).isEqualTo("2");
    }

    @Test
    void refusesPoliciesThatNothingActsOn() {
        var notify =
                "[{\"Type\":\"NoChangeNotification\",\"Version\":\"1.0\",\"Attributes\":{\"After\":\"20\",\"Unit\":\"Days\"}}]";
        assertThatThrownBy(() -> puts.putParameter(
                        request("/p", "1")
                                .tier(ParameterTier.ADVANCED)
                                .policies(notify)
                                .build(),
                        CALL))
                .hasMessageStartingWith("InvalidPolicyTypeException");
        var timeless = "[{\"Type\":\"Expiration\",\"Attributes\":{\"Timestamp\":\"soon\"}}]";
        assertThatThrownBy(() -> puts.putParameter(
                        request("/p", "1")
                                .tier(ParameterTier.ADVANCED)
                                .policies(timeless)
                                .build(),
                        CALL))
                .hasMessageStartingWith("InvalidPolicyAttributeException");
        var ends = "[{\"Type\":\"Expiration\",\"Attributes\":{\"Timestamp\":\"2026-03-01T13:00:00Z\"}}]";
        assertThatThrownBy(() ->
                        puts.putParameter(request("/p", "1").policies(ends).build(), CALL))
                .hasMessageContaining("advanced tier");
        assertThatThrownBy(() ->
                        puts.putParameter(request("/p", "1").policies("nothing").build(), CALL))
                .hasMessageContaining("not JSON");
    }

    private static PutParameterRequest.Builder request(String name, String value) {
        return PutParameterRequest.builder().name(name).value(value).type(ParameterType.STRING);
    }

    private void put(String name, String value) {
        puts.putParameter(request(name, value).build(), CALL);
    }

    private long overwrite(String name, String value) {
        return puts.putParameter(request(name, value).type(null).overwrite(true).build(), CALL)
                .version();
    }

    private Parameter get(String name, boolean decrypted) {
        return gets.getParameter(
                        GetParameterRequest.builder()
                                .name(name)
                                .withDecryption(decrypted)
                                .build(),
                        CALL)
                .parameter();
    }

    private void label(String name, long version, String... text) {
        var answer = labels.labelParameterVersion(
                LabelParameterVersionRequest.builder()
                        .name(name)
                        .parameterVersion(version)
                        .labels(List.of(text))
                        .build(),
                CALL);
        assertThat(answer.invalidLabels()).isEmpty();
    }

    private static void assertFault(String code, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.type().code()).isEqualTo(code));
    }

    @Test
    void keepsASecureStringEncryptedAndTellsItOnlyDecrypted() {
        puts.putParameter(
                request("/app/password", "hunter2-hunter2")
                        .type(ParameterType.SECURE_STRING)
                        .build(),
                CALL);

        assertThat(get("/app/password", true).value()).isEqualTo("hunter2-hunter2");
        assertThat(get("/app/password", false).value()).isNotBlank().doesNotContain("hunter2");
        var stored = store.read(reader -> reader.list(Version.KIND, Scan.under(REALM.account()))).stream()
                .map(version -> new String(Version.KIND.codec().encode(version.value()), StandardCharsets.UTF_8))
                .toList();
        assertThat(stored).hasSize(1).allSatisfy(text -> assertThat(text).doesNotContain("hunter2"));
    }

    @Test
    void overwritesOnlyWhenAskedTo() {
        put("name", "one");
        assertThatThrownBy(() -> put("name", "two"))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.message())
                                .isEqualTo(
                                        "The parameter already exists. To overwrite this value, set the overwrite option in"
                                                + " the request to true."));
        assertThat(overwrite("name", "two")).isEqualTo(2);
        assertThat(get("name", false).value()).isEqualTo("two");
        assertThat(get("name", false).aRN()).isEqualTo("arn:aws:ssm:eu-west-1:123456789012:parameter/name");
    }

    @Test
    void findsAVersionByNumberLabelAndArn() {
        put("/a/b", "one");
        overwrite("/a/b", "two");
        label("/a/b", 1, "stable");

        assertThat(get("/a/b:1", false).value()).isEqualTo("one");
        assertThat(get("/a/b:stable", false).selector()).isEqualTo(":stable");
        assertThat(get("arn:aws:ssm:eu-west-1:123456789012:parameter/a/b:2", false)
                        .value())
                .isEqualTo("two");
        assertFault("ParameterVersionNotFound", () -> get("/a/b:3", false));
        assertFault("ParameterVersionNotFound", () -> get("/a/b:other", false));
        assertFault("ParameterNotFound", () -> get("/a/c", false));
        assertFault("ValidationException", () -> get("/a/c d", false));
    }

    @Test
    void tellsWhichNamesItDoesNotKnow() {
        put("/a", "one");
        var answer = gets.getParameters(
                GetParametersRequest.builder()
                        .names(List.of("/a", "/b", "/a:9"))
                        .build(),
                CALL);
        assertThat(answer.parameters()).extracting(Parameter::value).containsExactly("one");
        assertThat(answer.invalidParameters()).containsExactly("/b", "/a:9");
    }

    @Test
    void listsAPathLevelByLevelAndPageByPage() {
        List.of("/app/a", "/app/b", "/app/b/c", "/apple", "/other").forEach(name -> put(name, name));
        var all = GetParametersByPathRequest.builder()
                .path("/app")
                .recursive(true)
                .maxResults(2);
        var first = gets.getParametersByPath(all.build(), CALL);
        var second = gets.getParametersByPath(all.nextToken(first.nextToken()).build(), CALL);
        assertThat(first.parameters()).extracting(Parameter::name).containsExactly("/app/a", "/app/b");
        assertThat(second.parameters()).extracting(Parameter::name).containsExactly("/app/b/c");
        assertThat(second.nextToken()).isNull();

        var level = GetParametersByPathRequest.builder().path("/app/").build();
        assertThat(gets.getParametersByPath(level, CALL).parameters())
                .extracting(Parameter::name)
                .containsExactly("/app/a", "/app/b");
        assertFault(
                "InvalidNextToken",
                () -> gets.getParametersByPath(level.toBuilder().nextToken("x").build(), CALL));
    }

    @Test
    void keepsAHundredVersionsAndNeverDropsALabelledOne() {
        put("name", "1");
        for (var i = 2; i <= 101; i++) {
            overwrite("name", "v" + i);
        }
        assertFault("ParameterVersionNotFound", () -> get("name:1", false));
        label("name", 2, "kept");
        assertFault("ParameterMaxVersionLimitExceeded", () -> overwrite("name", "more"));
        var history = gets.getParameterHistory(
                GetParameterHistoryRequest.builder().name("name").build(), CALL);
        assertThat(history.parameters()).hasSize(50);
        assertThat(history.parameters().getFirst().labels()).containsExactly("kept");
        assertThat(history.nextToken()).isNotNull();
    }

    @Test
    void movesLabelsAndRefusesThoseThatCannotBe() {
        put("name", "one");
        overwrite("name", "two");
        label("name", 1, "live");
        label("name", 2, "live");
        assertThat(get("name:live", false).version()).isEqualTo(2);

        var answer = labels.labelParameterVersion(
                LabelParameterVersionRequest.builder()
                        .name("name")
                        .labels(List.of("1st", "awsome", "fine"))
                        .build(),
                CALL);
        assertThat(answer.invalidLabels()).containsExactly("1st", "awsome");
        var removed = labels.unlabelParameterVersion(
                UnlabelParameterVersionRequest.builder()
                        .name("name")
                        .parameterVersion(2L)
                        .labels(List.of("fine", "none"))
                        .build(),
                CALL);
        assertThat(removed.removedLabels()).containsExactly("fine");
        assertThat(removed.invalidLabels()).containsExactly("none");
    }

    @Test
    void refusesNamesAndValuesThatAwsRefuses() {
        for (var name : List.of("aws-mine", "/ssm/mine", "a/b", "/a//b", "a b", "/a/")) {
            assertFault("ValidationException", () -> put(name, "value"));
        }
        assertFault("AccessDeniedException", () -> put("/aws/service", "value"));
        assertFault("HierarchyLevelLimitExceededException", () -> put("/x".repeat(16), "value"));
        assertFault("ValidationException", () -> put("name", "x".repeat(4097)));
        assertFault(
                "ParameterPatternMismatchException",
                () -> puts.putParameter(
                        request("name", "abc").allowedPattern("^\\d+$").build(), CALL));
        assertFault(
                "InvalidAllowedPatternException",
                () -> puts.putParameter(
                        request("name", "a".repeat(40) + "!")
                                .allowedPattern("^.*.*.*.*.*.*.*.*b$")
                                .build(),
                        CALL));
    }

    @Test
    void takesALargerValueInTheAdvancedTierAndDoesNotGoBack() {
        var large = request("name", "x".repeat(4097))
                .tier(ParameterTier.INTELLIGENT_TIERING)
                .build();
        assertThat(puts.putParameter(large, CALL).tier()).isEqualTo(ParameterTier.ADVANCED);
        var smaller = request("name", "x")
                .tier(ParameterTier.STANDARD)
                .overwrite(true)
                .build();
        assertFault("ValidationException", () -> puts.putParameter(smaller, CALL));
    }

    @Test
    void describesByFiltersAndTags() {
        put("/app/a", "one");
        put("/web/b", "two");
        tags.addTagsToResource(
                AddTagsToResourceRequest.builder()
                        .resourceType(ResourceTypeForTagging.PARAMETER)
                        .resourceId("/web/b")
                        .tags(List.of(Tag.builder().key("team").value("x").build()))
                        .build(),
                CALL);
        var listed = tags.listTagsForResource(
                ListTagsForResourceRequest.builder()
                        .resourceType(ResourceTypeForTagging.PARAMETER)
                        .resourceId("/web/b")
                        .build(),
                CALL);
        assertThat(listed.tagList()).extracting(Tag::value).containsExactly("x");
        assertThat(described("tag:team", null, "x")).containsExactly("/web/b");
        assertThat(described("Name", "BeginsWith", "/app")).containsExactly("/app/a");
        assertThat(described("Path", "Recursive", "/")).containsExactly("/app/a", "/web/b");
        assertFault("InvalidFilterKey", () -> described("Label", null, "x"));
    }

    private List<String> described(String key, @org.jspecify.annotations.Nullable String option, String value) {
        var filter = ParameterStringFilter.builder().key(key).option(option).values(List.of(value));
        return describes
                .describeParameters(
                        DescribeParametersRequest.builder()
                                .parameterFilters(List.of(filter.build()))
                                .build(),
                        CALL)
                .parameters()
                .stream()
                .map(ParameterMetadata::name)
                .toList();
    }

    @Test
    void deletesWithEveryVersion() {
        put("name", "one");
        overwrite("name", "two");
        var answer = deletes.deleteParameters(
                DeleteParametersRequest.builder().names(List.of("name", "none")).build(), CALL);
        assertThat(answer.deletedParameters()).containsExactly("name");
        assertThat(answer.invalidParameters()).containsExactly("none");
        var left = store.read(reader -> reader.list(Version.KIND, Scan.under(REALM.account())));
        assertThat(left).isEmpty();
        put("name", "again");
        assertThat(get("name", false).version()).isEqualTo(1);
    }
}

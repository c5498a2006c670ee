package dev.landfall.logs;

import static dev.landfall.logs.LogsFixture.NOW;
import static dev.landfall.logs.LogsFixture.assertFault;
import static dev.landfall.logs.LogsFixture.at;
import static dev.landfall.logs.LogsFixture.call;
import static dev.landfall.logs.LogsFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.logs.CreateLogGroupRequest;
import dev.landfall.contract.logs.DeleteLogGroupRequest;
import dev.landfall.contract.logs.DeleteRetentionPolicyRequest;
import dev.landfall.contract.logs.DescribeLogGroupsRequest;
import dev.landfall.contract.logs.ListTagsForResourceRequest;
import dev.landfall.contract.logs.ListTagsLogGroupRequest;
import dev.landfall.contract.logs.LogGroup;
import dev.landfall.contract.logs.PutLogGroupDeletionProtectionRequest;
import dev.landfall.contract.logs.PutRetentionPolicyRequest;
import dev.landfall.contract.logs.TagResourceRequest;
import dev.landfall.contract.logs.UntagResourceRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupOperationsTest {
    private static final String ARN = "arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/web";

    @TempDir
    Path root;

    LogsFixture logs;

    @BeforeEach
    void open() {
        logs = new LogsFixture(root);
    }

    @AfterEach
    void close() {
        logs.close();
    }

    @Test
    void describesAGroupAsItIs() {
        logs.group("/ecs/web");
        logs.stream("/ecs/web", "s");
        logs.put("/ecs/web", "s", event(NOW, "four"));

        assertThat(describe(DescribeLogGroupsRequest.builder().build()))
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.arn()).isEqualTo(ARN + ":*");
                    assertThat(group.logGroupArn()).isEqualTo(ARN);
                    assertThat(group.creationTime()).isEqualTo(NOW.toEpochMilli());
                    assertThat(group.storedBytes()).isEqualTo(30);
                    assertThat(group.retentionInDays()).isNull();
                });
    }

    @Test
    void refusesASecondGroupOfThatName() {
        logs.group("g");

        assertFault(() -> logs.group("g"), "ResourceAlreadyExistsException", "The specified log group already exists");
    }

    @Test
    void aGroupMadeAnewIsEmpty() {
        logs.group("g");
        logs.stream("g", "s");
        logs.put("g", "s", event(NOW, "old"));
        delete("g");
        assertFault(
                () -> logs.messages("g", "s"), "ResourceNotFoundException", "The specified log group does not exist.");
        logs.group("g");
        assertFault(
                () -> logs.messages("g", "s"), "ResourceNotFoundException", "The specified log stream does not exist.");
        logs.stream("g", "s");
        assertThat(logs.messages("g", "s")).isEmpty();
    }

    @Test
    void deletionProtectionHoldsUntilItIsLifted() {
        logs.group("g");
        protect(true);
        assertFault(
                () -> delete("g"),
                "ValidationException",
                "The log group g cannot be deleted because deletion protection is enabled.");
        protect(false);
        delete("g");
        assertFault(() -> delete("g"), "ResourceNotFoundException", "The specified log group does not exist.");
    }

    private void protect(boolean is) {
        logs.groups.putLogGroupDeletionProtection(
                PutLogGroupDeletionProtectionRequest.builder()
                        .logGroupIdentifier("g")
                        .deletionProtectionEnabled(is)
                        .build(),
                call());
    }

    private void delete(String name) {
        logs.groups.deleteLogGroup(
                DeleteLogGroupRequest.builder().logGroupName(name).build(), call());
    }

    private List<LogGroup> describe(DescribeLogGroupsRequest request) {
        return logs.groups.describeLogGroups(request, call()).logGroupsOrEmpty();
    }

    @Test
    void pagesGiveEveryGroupOnceInOrder() {
        var names = IntStream.range(0, 23).mapToObj("g%02d"::formatted).toList();
        names.reversed().forEach(logs::group);
        logs.group("other");
        var found = new ArrayList<String>();
        String token = null;
        do {
            var page = logs.groups.describeLogGroups(
                    DescribeLogGroupsRequest.builder()
                            .logGroupNamePrefix("g")
                            .limit(5)
                            .nextToken(token)
                            .build(),
                    call());
            page.logGroupsOrEmpty().forEach(group -> found.add(group.logGroupName()));
            token = page.nextToken();
        } while (token != null);

        assertThat(found).isEqualTo(names);
    }

    @Test
    void findsAGroupWhoseNameIsThePrefix() {
        logs.group("a");
        logs.group("ab");
        logs.group("b");

        assertThat(describe(DescribeLogGroupsRequest.builder()
                        .logGroupNamePrefix("a")
                        .build()))
                .extracting(LogGroup::logGroupName)
                .containsExactly("a", "ab");
        assertThat(describe(DescribeLogGroupsRequest.builder()
                        .logGroupNamePattern("B")
                        .build()))
                .extracting(LogGroup::logGroupName)
                .containsExactly("ab", "b");
    }

    @Test
    void refusesATokenItDidNotGive() {
        assertFault(
                () -> describe(
                        DescribeLogGroupsRequest.builder().nextToken("%%").build()),
                "InvalidParameterException",
                "The specified nextToken is invalid.");
    }

    @Test
    void retentionHidesAtOnceAndTheSweepRemoves() {
        logs.group("g");
        logs.stream("g", "s");
        logs.put("g", "s", event(NOW.minus(Duration.ofHours(23)), "old"), event(NOW, "new"));
        logs.retention.putRetentionPolicy(
                PutRetentionPolicyRequest.builder()
                        .logGroupName("g")
                        .retentionInDays(1)
                        .build(),
                call());
        var later = NOW.plus(Duration.ofHours(2));
        var sweep = new RetentionSweep(logs.store, logs.storage);
        sweep.run(later);

        assertThat(logs.messages("g", "s")).containsExactly("new");
        assertThat(describe(DescribeLogGroupsRequest.builder().build()).getFirst())
                .satisfies(group -> {
                    assertThat(group.retentionInDays()).isEqualTo(1);
                    assertThat(group.storedBytes()).isEqualTo(29);
                });
        logs.retention.deleteRetentionPolicy(
                DeleteRetentionPolicyRequest.builder().logGroupName("g").build(), at(later));
        sweep.run(later.plus(Duration.ofDays(400)));
        assertThat(logs.messages("g", "s")).containsExactly("new");
    }

    @Test
    void refusesARetentionThatAwsDoesNotHave() {
        logs.group("g");

        assertFault(
                () -> logs.retention.putRetentionPolicy(
                        PutRetentionPolicyRequest.builder()
                                .logGroupName("g")
                                .retentionInDays(2)
                                .build(),
                        call()),
                "InvalidParameterException",
                "1 validation error detected: Value '2' at 'retentionInDays' failed to satisfy constraint: Member must"
                        + " satisfy enum value set: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731,"
                        + " 1096, 1827, 2192, 2557, 2922, 3288, 3653]");
    }

    @Test
    void theSweepRemovesFilesOfAGroupThatIsNoMore() {
        logs.storage.append(
                "orphan",
                new dev.landfall.logs.storage.StreamRef("s", "s"),
                List.of(),
                java.util.Optional.empty(),
                NOW);
        new RetentionSweep(logs.store, logs.storage).run(NOW);

        assertThat(logs.storage.groups()).isEmpty();
    }

    @Test
    void tagsAGroupByEitherFormOfItsArn() {
        logs.groups.createLogGroup(
                CreateLogGroupRequest.builder()
                        .logGroupName("/ecs/web")
                        .tags(Map.of("a", "1"))
                        .build(),
                call());
        logs.tags.tagResource(
                TagResourceRequest.builder()
                        .resourceArn(ARN + ":*")
                        .tags(Map.of("b", "2"))
                        .build(),
                call());
        logs.tags.untagResource(
                UntagResourceRequest.builder()
                        .resourceArn(ARN)
                        .tagKeys(List.of("a"))
                        .build(),
                call());

        assertThat(logs.tags
                        .listTagsForResource(
                                ListTagsForResourceRequest.builder()
                                        .resourceArn(ARN)
                                        .build(),
                                call())
                        .tags())
                .containsExactlyEntriesOf(Map.of("b", "2"));
        assertThat(logs.tags
                        .listTagsLogGroup(
                                ListTagsLogGroupRequest.builder()
                                        .logGroupName("/ecs/web")
                                        .build(),
                                call())
                        .tags())
                .containsExactlyEntriesOf(Map.of("b", "2"));
        assertFault(
                () -> logs.tags.listTagsForResource(
                        ListTagsForResourceRequest.builder()
                                .resourceArn(ARN.replace("eu-west-1", "us-east-1"))
                                .build(),
                        call()),
                "ResourceNotFoundException",
                "The specified log group does not exist.");
    }
}

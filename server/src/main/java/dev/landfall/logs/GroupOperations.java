package dev.landfall.logs;

import static dev.landfall.logs.LogsFaults.onDisk;

import dev.landfall.contract.logs.CreateLogGroupRequest;
import dev.landfall.contract.logs.CreateLogGroupResponse;
import dev.landfall.contract.logs.DeleteLogGroupRequest;
import dev.landfall.contract.logs.DeleteLogGroupResponse;
import dev.landfall.contract.logs.DescribeLogGroupsRequest;
import dev.landfall.contract.logs.DescribeLogGroupsResponse;
import dev.landfall.contract.logs.ListLogGroupsRequest;
import dev.landfall.contract.logs.ListLogGroupsResponse;
import dev.landfall.contract.logs.LogGroup;
import dev.landfall.contract.logs.LogGroupClass;
import dev.landfall.contract.logs.LogGroupSummary;
import dev.landfall.contract.logs.PutLogGroupDeletionProtectionRequest;
import dev.landfall.contract.logs.PutLogGroupDeletionProtectionResponse;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Log groups. */
public final class GroupOperations {
    private static final int MAX_DESCRIBED = 50; // AWS's default and maximum
    private static final int MAX_LISTED = 1_000;
    private static final int DEFAULT_LISTED = 50;

    private final Store store;
    private final EventStorage storage;
    private final Ids ids;

    public GroupOperations(Store store, EventStorage storage, RandomGenerator random) {
        this.store = store;
        this.storage = storage;
        this.ids = new Ids(random);
    }

    public CreateLogGroupResponse createLogGroup(CreateLogGroupRequest in, Call call) {
        if (in.kmsKeyId() != null) {
            throw LogsFaults.invalidParameter("The specified kmsKeyId cannot be used: there are no KMS keys here.");
        }
        var tags = in.tagsOrEmpty();
        Tags.check(tags, Group.arn(call.realm(), in.logGroupNameOr("")));
        var group = new Group(
                ids.next(),
                in.logGroupNameOr(""),
                call.now(),
                in.logGroupClassOr(LogGroupClass.STANDARD),
                Optional.empty(),
                in.deletionProtectionEnabledOr(false),
                tags);
        store.transact(tx -> {
            if (Groups.find(tx, call.realm(), group.name()).isPresent()) {
                throw LogsFaults.groupExists();
            }
            return tx.put(Group.KIND, Group.key(call.realm(), group.name()), group);
        });
        return CreateLogGroupResponse.builder().build();
    }

    public DeleteLogGroupResponse deleteLogGroup(DeleteLogGroupRequest in, Call call) {
        var realm = call.realm();
        var deleted = store.transact(tx -> {
            var group = Groups.get(tx, realm, in.logGroupNameOr(""));
            if (group.deletionProtected()) {
                throw LogsFaults.deletionProtected(group.name());
            }
            tx.list(Stream.KIND, Scan.under(Stream.under(realm, group)))
                    .forEach(stream -> tx.delete(Stream.KIND, stream.key()));
            tx.delete(Group.KIND, Group.key(realm, group.name()));
            return group;
        });
        // A crash before this leaves files of a group that is no more, which the sweep removes.
        return onDisk(() -> {
            storage.deleteGroup(deleted.id());
            return DeleteLogGroupResponse.builder().build();
        });
    }

    public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest in, Call call) {
        if (in.logGroupNamePrefix() != null && in.logGroupNamePattern() != null) {
            throw LogsFaults.invalidParameter(
                    "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }
        var identified = in.logGroupIdentifiersOrEmpty().stream()
                .map(id -> Groups.name(call.realm(), null, id))
                .toList();
        var page = page(
                call.realm(),
                in.logGroupNamePrefixOr(""),
                in.nextToken(),
                in.limitOr(MAX_DESCRIBED),
                group -> contains(group.name(), in.logGroupNamePatternOr(""))
                        && (identified.isEmpty() || identified.contains(group.name()))
                        && (in.logGroupClass() == null || in.logGroupClass() == group.logGroupClass()));
        return onDisk(() -> DescribeLogGroupsResponse.builder()
                .logGroups(page.groups().stream()
                        .map(group -> described(call.realm(), group))
                        .toList())
                .nextToken(page.nextToken())
                .build());
    }

    private static boolean contains(String name, String pattern) {
        return name.toLowerCase(Locale.ROOT).contains(pattern.toLowerCase(Locale.ROOT));
    }

    private LogGroup described(Realm realm, Group group) {
        var arn = Group.arn(realm, group.name());
        return LogGroup.builder()
                .logGroupName(group.name())
                .creationTime(group.createdAt().toEpochMilli())
                .retentionInDays(group.retentionInDays().orElse(null))
                .metricFilterCount(0)
                .arn(arn + ":*")
                .logGroupArn(arn)
                .storedBytes(storage.storedBytes(group.id()))
                .logGroupClass(group.logGroupClass())
                .deletionProtectionEnabled(group.deletionProtected())
                .build();
    }

    public ListLogGroupsResponse listLogGroups(ListLogGroupsRequest in, Call call) {
        Predicate<Group> wanted = group -> in.logGroupClass() == null || in.logGroupClass() == group.logGroupClass();
        if (in.logGroupNamePattern() != null) {
            // The model's constraint leaves only names, '^' and '|' in it.
            var pattern = Pattern.compile(in.logGroupNamePattern().replace(".", "\\."));
            wanted = wanted.and(group -> pattern.matcher(group.name()).find());
        }
        var limit = Math.min(in.limitOr(DEFAULT_LISTED), MAX_LISTED);
        var page = page(call.realm(), "", in.nextToken(), limit, wanted);
        return ListLogGroupsResponse.builder()
                .logGroups(page.groups().stream()
                        .map(group -> LogGroupSummary.builder()
                                .logGroupName(group.name())
                                .logGroupArn(Group.arn(call.realm(), group.name()))
                                .logGroupClass(group.logGroupClass())
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private record Page(List<Group> groups, @Nullable String nextToken) {}

    private Page page(Realm realm, String prefix, @Nullable String token, int limit, Predicate<Group> wanted) {
        var after = Tokens.decode(token);
        var under = Key.of(realm.account(), realm.region());
        var found = store
                .read(reader -> Groups.page(reader, Group.KIND, under, prefix, after, false, limit + 1, wanted))
                .stream()
                .map(Document::value)
                .toList();
        return found.size() <= limit
                ? new Page(found, null)
                : new Page(
                        found.subList(0, limit),
                        Tokens.encode(found.get(limit - 1).name()));
    }

    public PutLogGroupDeletionProtectionResponse putLogGroupDeletionProtection(
            PutLogGroupDeletionProtectionRequest in, Call call) {
        var name = Groups.name(call.realm(), null, in.logGroupIdentifier());
        store.transact(tx -> {
            var group = Groups.get(tx, call.realm(), name);
            return tx.put(
                    Group.KIND,
                    Group.key(call.realm(), name),
                    group.withDeletionProtected(in.deletionProtectionEnabledOr(false)));
        });
        return PutLogGroupDeletionProtectionResponse.builder().build();
    }
}

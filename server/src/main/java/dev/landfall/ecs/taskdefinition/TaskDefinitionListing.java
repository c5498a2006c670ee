package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ListTaskDefinitionFamiliesRequest;
import dev.landfall.contract.ecs.ListTaskDefinitionFamiliesResponse;
import dev.landfall.contract.ecs.ListTaskDefinitionsRequest;
import dev.landfall.contract.ecs.ListTaskDefinitionsResponse;
import dev.landfall.contract.ecs.SortOrder;
import dev.landfall.contract.ecs.TaskDefinitionFamilyStatus;
import dev.landfall.contract.ecs.TaskDefinitionStatus;
import dev.landfall.ecs.Pages;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;

/** The listings of task definitions and of their families. */
public final class TaskDefinitionListing {
    private final Store store;
    private final Pages pages;

    public TaskDefinitionListing(Store store, Pages pages) {
        this.store = store;
        this.pages = pages;
    }

    /** By family and revision; a family "prefix" is, as on AWS, the family's full name. */
    public ListTaskDefinitionsResponse listTaskDefinitions(ListTaskDefinitionsRequest in, Call call) {
        var realm = call.realm();
        var base = Key.of(
                realm.account(),
                realm.region(),
                in.statusOr(TaskDefinitionStatus.ACTIVE).value());
        var prefix = in.familyPrefix() == null ? base : base.with(in.familyPrefix());
        var page = pages.page(call, in, in.nextToken(), in.maxResults());
        var ascending = page.scan(prefix);
        var scan = in.sortOr(SortOrder.ASC) == SortOrder.DESC ? ascending.backwards() : ascending;
        return store.read(reader -> {
            var listed = reader.list(TaskDefinition.KIND, TaskDefinition.BY_STATUS, scan);
            return ListTaskDefinitionsResponse.builder()
                    .taskDefinitionArns(
                            page.cut(listed).stream().map(d -> d.value().arn()).toList())
                    .nextToken(page.next(listed, d -> Scan.Position.of(TaskDefinition.BY_STATUS, d)))
                    .build();
        });
    }

    public ListTaskDefinitionFamiliesResponse listTaskDefinitionFamilies(
            ListTaskDefinitionFamiliesRequest in, Call call) {
        var status = in.statusOr(TaskDefinitionFamilyStatus.ACTIVE);
        var index = status == TaskDefinitionFamilyStatus.ALL ? Family.ALL : Family.BY_STATUS;
        var realm = call.realm();
        var base = Key.of(realm.account(), realm.region());
        var page = pages.page(call, in, in.nextToken(), in.maxResults());
        var scan = page.scan(index == Family.ALL ? base : base.with(status.value()))
                .startingWith(in.familyPrefixOr(""));
        return store.read(reader -> {
            var listed = reader.list(Family.KIND, index, scan);
            return ListTaskDefinitionFamiliesResponse.builder()
                    .families(
                            page.cut(listed).stream().map(d -> d.value().name()).toList())
                    .nextToken(page.next(listed, d -> Scan.Position.of(index, d)))
                    .build();
        });
    }
}

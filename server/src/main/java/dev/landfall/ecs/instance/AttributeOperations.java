package dev.landfall.ecs.instance;

import dev.landfall.contract.ecs.*;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Pages;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The operations on the attributes that users put on container instances. */
public final class AttributeOperations {
    private final Store store;
    private final Pages pages;

    public AttributeOperations(Store store, Pages pages) {
        this.store = store;
        this.pages = pages;
    }

    public PutAttributesResponse putAttributes(PutAttributesRequest in, Call call) {
        var changed = change(in.cluster() == null ? "" : in.cluster(), in.attributesOrEmpty(), call, (all, given) -> {
            all.put(AttributeRules.name(given), AttributeRules.value(given));
            if (all.size() > AttributeRules.MOST) {
                throw EcsFaults.attributeLimitExceeded();
            }
        });
        return PutAttributesResponse.builder().attributes(changed).build();
    }

    public DeleteAttributesResponse deleteAttributes(DeleteAttributesRequest in, Call call) {
        var changed = change(
                in.cluster() == null ? "" : in.cluster(),
                in.attributesOrEmpty(),
                call,
                (all, given) -> all.remove(AttributeRules.name(given)));
        return DeleteAttributesResponse.builder().attributes(changed).build();
    }

    private List<Attribute> change(
            String cluster, List<Attribute> given, Call call, BiConsumer<Map<String, String>, Attribute> change) {
        if (given.isEmpty() || given.size() > AttributeRules.MOST) {
            throw EcsFaults.invalidParameter("attributes must have 1 to " + AttributeRules.MOST + " elements.");
        }
        return store.transact(tx -> {
            var name = InstanceOperations.cluster(tx, call.realm(), cluster);
            var changed = new ArrayList<Attribute>();
            for (var attribute : given) {
                var instance = target(tx, call.realm(), name, attribute);
                var all = new HashMap<>(instance.custom());
                change.accept(all, attribute);
                var next = instance.withCustom(all);
                tx.put(ContainerInstance.KIND, next.key(), next);
                changed.add(told(instance, attribute.nameOr(""), attribute.valueOr("")));
            }
            return changed;
        });
    }

    private static ContainerInstance target(Transaction tx, Realm realm, String cluster, Attribute attribute) {
        var target = attribute.targetIdOr("");
        if (target.isEmpty()) {
            throw EcsFaults.invalidParameter("attributes.targetId must be specified.");
        }
        if (attribute.targetType() == null && !target.startsWith("arn:")) {
            throw EcsFaults.invalidParameter(
                    "attributes.targetType must be specified when targetId is not a full ARN.");
        }
        return InstanceReferences.find(tx, realm, cluster, target)
                .filter(ContainerInstance::isRegistered)
                .orElseThrow(EcsFaults::targetNotFound);
    }

    public ListAttributesResponse listAttributes(ListAttributesRequest in, Call call) {
        if (in.attributeValue() != null && in.attributeName() == null) {
            throw EcsFaults.invalidParameter("attributeName must be specified with attributeValue.");
        }
        var page = pages.page(call, in, in.nextToken(), in.maxResults());
        return store.read(reader -> {
            var cluster = InstanceOperations.cluster(reader, call.realm(), in.cluster());
            var prefix = Key.of(call.realm().account(), call.realm().region(), cluster);
            var scan = page.scan(prefix);
            var found = all(reader, prefix).stream()
                    .filter(d -> in.attributeName() == null
                            || in.attributeName().equals(d.value().name()))
                    .filter(d -> in.attributeValue() == null
                            || in.attributeValue().equals(d.value().valueOr("")))
                    .filter(d -> scan.after()
                            .filter(after -> Scan.Position.of(d.key()).compareTo(after) <= 0)
                            .isEmpty())
                    .limit(scan.limit())
                    .toList();
            return ListAttributesResponse.builder()
                    .attributes(page.cut(found).stream().map(Document::value).toList())
                    .nextToken(page.next(found, d -> Scan.Position.of(d.key())))
                    .build();
        });
    }

    /** Each attribute of each instance, as if it were a document under the instance's. */
    private static List<Document<Attribute>> all(Reader reader, Key prefix) {
        var all = new ArrayList<Document<Attribute>>();
        for (var document : reader.list(ContainerInstance.KIND, Scan.under(prefix))) {
            var instance = document.value();
            if (instance.isRegistered()) {
                instance.attributes()
                        .forEach((name, value) ->
                                all.add(new Document<>(document.key().with(name), told(instance, name, value), 0)));
            }
        }
        all.sort(java.util.Comparator.comparing(Document::key));
        return all;
    }

    private static Attribute told(ContainerInstance instance, String name, String value) {
        return Attribute.builder()
                .name(name)
                .value(value.isEmpty() ? null : value)
                .targetId(instance.arn())
                .build();
    }
}

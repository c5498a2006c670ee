package dev.landfall.ecs.taskdefinition;

import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Names;
import dev.landfall.store.Document;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.wire.Realm;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the revision that a caller means by {@code family}, {@code family:revision} or an ARN. */
public final class TaskDefinitions {
    private static final Pattern REFERENCE = Pattern.compile("([a-zA-Z0-9_-]{1,255})(?::([0-9]{1,9}))?");

    private TaskDefinitions() {}

    /** The revision meant; without a number the latest ACTIVE one. */
    public static Optional<TaskDefinition> find(Reader reader, Realm realm, @Nullable String reference) {
        return parse(realm, reference)
                .flatMap(r -> r.revision() > 0
                        ? reader.get(TaskDefinition.KIND, TaskDefinition.key(realm, r.family(), r.revision()))
                        : latestActive(reader, realm, r.family()));
    }

    /** The ARN's or reference's family and revision (0: none was given). */
    static Optional<Reference> parse(Realm realm, @Nullable String reference) {
        if (reference == null) {
            return Optional.empty();
        }
        var name = reference.startsWith("arn:")
                ? Names.resource(realm, reference, "task-definition").orElse("")
                : reference;
        var matcher = REFERENCE.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var number = matcher.group(2);
        return Optional.of(new Reference(matcher.group(1), number == null ? 0 : Integer.parseInt(number)));
    }

    /** The last that stands in the index: a family may have thousands that were deregistered since. */
    private static Optional<TaskDefinition> latestActive(Reader reader, Realm realm, String family) {
        var active = Scan.under(realm.account(), realm.region(), TaskDefinition.Status.ACTIVE.name(), family);
        return reader
                .list(
                        TaskDefinition.KIND,
                        TaskDefinition.BY_STATUS,
                        active.backwards().limit(1))
                .stream()
                .map(Document::value)
                .findFirst();
    }

    /** For operations that change a revision: its number must be told. */
    static TaskDefinition exact(Reader reader, Realm realm, @Nullable String reference) {
        var parsed = parse(realm, reference).orElseThrow(() -> EcsFaults.client("Invalid task definition identifier."));
        if (parsed.revision() == 0) {
            throw EcsFaults.client("Revision is missing.");
        }
        return reader.get(TaskDefinition.KIND, TaskDefinition.key(realm, parsed.family(), parsed.revision()))
                .orElseThrow(() -> EcsFaults.client("The specified task definition does not exist."));
    }

    record Reference(String family, int revision) {}
}

package dev.landfall.logs;

import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finding groups and streams in the state store. */
final class Groups {
    private static final int CHUNK = 200;
    private static final Pattern ARN =
            Pattern.compile("arn:aws:logs:([a-z0-9-]*):(\\d{12}):log-group:([^:*]{1,512})(:\\*)?");

    private Groups() {}

    /** @throws dev.landfall.contract.Fault when there is none */
    static Group get(Reader reader, Realm realm, String name) {
        return find(reader, realm, name).orElseThrow(LogsFaults::groupNotFound);
    }

    static Optional<Group> find(Reader reader, Realm realm, String name) {
        return isKey(name) ? reader.get(Group.KIND, Group.key(realm, name)) : Optional.empty();
    }

    static Optional<Stream> findStream(Reader reader, Realm realm, Group group, String name) {
        return isKey(name) ? reader.get(Stream.KIND, Stream.key(realm, group, name)) : Optional.empty();
    }

    static Stream getStream(Reader reader, Realm realm, Group group, String name) {
        return findStream(reader, realm, group, name).orElseThrow(LogsFaults::streamNotFound);
    }

    /** Control characters, which a stream's name may hold on AWS, cannot stand in a key here. */
    static boolean isKey(String name) {
        return name.chars().noneMatch(Character::isISOControl);
    }

    /** The group's name from the two members by which requests name one: exactly one must be there. */
    static String name(Realm realm, @Nullable String name, @Nullable String identifier) {
        if (name != null && identifier != null) {
            throw LogsFaults.invalidParameter(
                    "LogGroup name and LogGroup identifier are mutually exclusive parameters.");
        }
        if (name != null) {
            return name;
        }
        if (identifier != null) {
            return identifier.startsWith("arn:") ? nameOf(realm, identifier) : identifier;
        }
        throw LogsFaults.invalidParameter("Either logGroupName or logGroupIdentifier must be specified.");
    }

    /** The name in a group's ARN, with or without the closing {@code :*}. */
    static String nameOf(Realm realm, String arn) {
        var match = ARN.matcher(arn);
        if (!match.matches()) {
            throw LogsFaults.invalidParameter("The specified log group identifier '" + arn + "' is invalid.");
        }
        if (!match.group(1).equals(realm.region()) || !match.group(2).equals(realm.account())) {
            throw LogsFaults.groupNotFound();
        }
        return match.group(3);
    }

    /** The next documents that are wanted, by name: those with a prefix, past the name where the page before ended. */
    static <T> List<Document<T>> page(
            Reader reader,
            Kind<T> kind,
            Key under,
            String prefix,
            Optional<String> after,
            boolean descending,
            int limit,
            Predicate<T> wanted) {
        var page = new ArrayList<Document<T>>();
        var scan = Scan.under(under).startingWith(prefix).limit(CHUNK);
        scan = descending ? scan.backwards() : scan;
        var from = after.map(under::with);
        while (page.size() < limit) {
            var chunk = reader.list(kind, from.isEmpty() ? scan : scan.after(Scan.Position.of(from.get())));
            chunk.stream()
                    .filter(d -> wanted.test(d.value()))
                    .limit(limit - page.size())
                    .forEach(page::add);
            if (chunk.size() < CHUNK) {
                break;
            }
            from = Optional.of(chunk.getLast().key());
        }
        return page;
    }
}

package dev.landfall.logs;

import dev.landfall.contract.logs.LogGroupClass;
import dev.landfall.engine.LogLine;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.logs.storage.NewEvent;
import dev.landfall.logs.storage.SourceCursor;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The sink that is CloudWatch Logs. */
public final class LogSink implements Sink {
    private static final Pattern GROUP_NAME = Pattern.compile("[\\.\\-_/#A-Za-z0-9]{1,512}");
    private static final Pattern STREAM_NAME = Pattern.compile("[^:*\\p{Cntrl}]{1,512}");

    private final Store store;
    private final EventStorage storage;
    private final Ids ids;

    public LogSink(Store store, EventStorage storage, RandomGenerator random) {
        this.store = store;
        this.storage = storage;
        this.ids = new Ids(random);
    }

    @Override
    public Opened open(Realm realm, AwslogsOptions options, Optional<String> stream, Instant now) {
        if (!GROUP_NAME.matcher(options.group()).matches()) {
            return new Opened.Refused("The log group name '" + options.group() + "' is invalid.");
        }
        if (stream.filter(name -> !STREAM_NAME.matcher(name).matches()).isPresent()) {
            return new Opened.Refused("The log stream name '" + stream.get() + "' is invalid.");
        }
        var there = new Realm(realm.account(), options.region().orElse(realm.region()));
        return store.transact(tx -> {
            var group = Groups.find(tx, there, options.group());
            if (group.isEmpty() && !options.createGroup()) {
                return new Opened.GroupMissing(options.group());
            }
            var owner = group.orElseGet(() -> createGroup(tx, there, options.group(), now));
            stream.ifPresent(name -> ensureStream(tx, new Destination(there, owner.name(), name), owner, now));
            return new Opened.Ready();
        });
    }

    private Group createGroup(Transaction tx, Realm realm, String name, Instant now) {
        var group = new Group(ids.next(), name, now, LogGroupClass.STANDARD, Optional.empty(), false, Map.of());
        tx.put(Group.KIND, Group.key(realm, name), group);
        return group;
    }

    private Stream ensureStream(Transaction tx, Destination destination, Group group, Instant now) {
        return Groups.findStream(tx, destination.realm(), group, destination.stream())
                .orElseGet(() -> {
                    var stream = new Stream(ids.next(), destination.stream(), now);
                    tx.put(Stream.KIND, Stream.key(destination.realm(), group, stream.name()), stream);
                    return stream;
                });
    }

    @Override
    public void ensure(Destination destination, Instant now) {
        var unused = target(destination, now);
    }

    @Override
    public LogLine.Position cursor(Destination destination, String source) {
        return group(destination)
                .flatMap(group -> storage.cursor(group.id(), source))
                .orElse(LogLine.Position.START);
    }

    private Optional<Group> group(Destination destination) {
        return store.read(reader -> Groups.find(reader, destination.realm(), destination.group()));
    }

    @Override
    public boolean append(Destination destination, String source, List<LogLine> lines, Instant now) {
        if (lines.isEmpty()) {
            return true;
        }
        var target = target(destination, now);
        target.ifPresent(to -> storage.append(
                to.group().id(),
                to.stream().ref(),
                events(lines),
                Optional.of(new SourceCursor(source, lines.getLast().position())),
                now));
        return target.isPresent();
    }

    private record Target(Group group, Stream stream) {}

    private Optional<Target> target(Destination destination, Instant now) {
        var known = store.read(reader -> Groups.find(reader, destination.realm(), destination.group())
                .flatMap(group -> Groups.findStream(reader, destination.realm(), group, destination.stream())
                        .map(stream -> new Target(group, stream))));
        return known.isPresent()
                ? known
                : store.transact(tx -> Groups.find(tx, destination.realm(), destination.group())
                        .map(group -> new Target(group, ensureStream(tx, destination, group, now))));
    }

    private static List<NewEvent> events(List<LogLine> lines) {
        var events = new ArrayList<NewEvent>();
        for (var line : lines) {
            for (var piece : EventText.pieces(line.text())) {
                events.add(new NewEvent(line.writtenAt().toEpochMilli(), piece));
            }
        }
        return events;
    }

    @Override
    public void forget(Destination destination, String source) {
        group(destination).ifPresent(group -> storage.forget(group.id(), source));
    }
}

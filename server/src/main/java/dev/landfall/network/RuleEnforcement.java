package dev.landfall.network;

import dev.landfall.loop.Loop;
import dev.landfall.loop.Reconciler;
import dev.landfall.loop.Scheduler;
import dev.landfall.network.PacketFilter.Member;
import dev.landfall.network.PacketFilter.Wanted;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.wire.Realm;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Carries every change of interfaces and security groups to the packet filter. What is committed while the filter is busy
 * is carried together, and only what changed is read. An address that is set aside gets the rules that its subnet saw last
 * ahead of need, so that an interface which takes it most likely finds its own standing.
 */
public final class RuleEnforcement implements AutoCloseable {
    private static final Duration SWEEP = Duration.ofSeconds(15); // one short look at the kernel's tables

    private final Store store;
    private final SecurityGroups groups;
    private final PacketFilter filter;
    private final Loop<Work> loop;
    private final Store.Watch watch;

    private final ReentrantLock turn = new ReentrantLock();
    /** Documents that changed and were not looked at since. */
    private final Set<Changed> changed = ConcurrentHashMap.newKeySet();
    /** The interfaces whose rules stand. */
    private final Set<Key> standing = ConcurrentHashMap.newKeySet();
    /** What was read last, by the interface's key. Guarded by the turn. */
    private final Map<Key, Held> held = new HashMap<>();
    /** Whose an address is. Guarded by the turn. */
    private final Map<Ipv4, Key> owners = new HashMap<>();
    /** By the group's key; those of the interfaces held. Guarded by the turn. */
    private final Map<Key, SecurityGroup> rules = new HashMap<>();
    /** The interface that was seen last in a subnet: what the next one there will likely be. Guarded by the turn. */
    private final Map<String, Held> lastIn = new HashMap<>();

    private volatile Wanted enforced = Wanted.NOTHING;

    private enum Work {
        CHANGES,
        EVERYTHING,
    }

    private enum What {
        INTERFACE,
        GROUP,
        PREPARED,
    }

    private record Changed(What what, Key key) {}

    private record Held(Realm realm, Ipv4 address, Member member) {}

    public RuleEnforcement(
            Store store, SecurityGroups groups, PacketFilter filter, Scheduler scheduler, RandomGenerator random) {
        this.store = store;
        this.groups = groups;
        this.filter = filter;
        this.loop = new Loop<>(
                Loop.Options.of("security groups", 1, SWEEP),
                scheduler,
                random,
                (work, now) -> reconcile(work),
                () -> List.of(Work.EVERYTHING));
        this.watch = store.watch(Set.of(Interfaces.KIND, SecurityGroups.KIND, PreparedAddresses.KIND), change -> {
            changed.add(new Changed(what(change.kind()), change.key()));
            loop.wake(Work.CHANGES);
        });
    }

    private static What what(Kind<?> kind) {
        if (kind.equals(SecurityGroups.KIND)) {
            return What.GROUP;
        }
        return kind.equals(PreparedAddresses.KIND) ? What.PREPARED : What.INTERFACE;
    }

    /** Brings the filter to what is stored, whatever it was left at, and then keeps it there. @throws PacketFilter.Failure */
    public void start() {
        loop.start();
        everything();
    }

    /** Returns when the rules of an interface stand. Blocks. @throws PacketFilter.Failure when they cannot be made to */
    public void await(Realm realm, String interfaceId) {
        var key = Interfaces.key(realm, interfaceId);
        if (standing.contains(key) || stoodBefore(key)) {
            return;
        }
        inTurn(() -> {
            if (!standing.contains(key)) {
                changed.add(new Changed(What.INTERFACE, key));
                changes();
            }
        });
    }

    /** Whether its address had the same rules ahead of it. */
    private boolean stoodBefore(Key key) {
        var eni = store.read(reader -> reader.get(Interfaces.KIND, key));
        return eni.filter(one -> member(one).equals(enforced.members().get(one.privateAddress())))
                .isPresent();
    }

    private Reconciler.Next reconcile(Work work) {
        switch (work) {
            case CHANGES -> changes();
            case EVERYTHING -> {
                everything();
                filter.repair();
            }
        }
        return Reconciler.Next.SETTLED;
    }

    private void changes() {
        inTurn(() -> {
            var taken = Set.copyOf(changed);
            try {
                // Taken before they are read: what is committed from now on is another change.
                changed.removeAll(taken);
                if (!taken.isEmpty()) {
                    store.read(reader -> {
                        taken.forEach(one -> take(reader, one));
                        return true;
                    });
                    enforce();
                }
            } catch (RuntimeException e) {
                changed.addAll(taken);
                throw e;
            }
        });
    }

    private void everything() {
        inTurn(() -> {
            held.clear();
            owners.clear();
            rules.clear();
            store.read(reader -> {
                reader.list(Interfaces.KIND, Scan.under(Key.ROOT)).forEach(one -> hold(reader, one));
                reader.list(PreparedAddresses.KIND, Scan.under(Key.ROOT)).forEach(one -> expect(reader, one));
                return true;
            });
            enforce();
        });
    }

    private void take(Reader reader, Changed one) {
        switch (one.what()) {
            case INTERFACE -> {
                letGo(one.key());
                reader.find(Interfaces.KIND, one.key()).ifPresent(document -> hold(reader, document));
            }
            case PREPARED -> {
                letGo(one.key());
                reader.find(PreparedAddresses.KIND, one.key()).ifPresent(document -> expect(reader, document));
            }
            case GROUP -> {
                if (rules.remove(one.key()) != null) {
                    read(reader, one.key()).ifPresent(group -> rules.put(one.key(), group));
                }
            }
        }
    }

    private void hold(Reader reader, Document<NetworkInterface> document) {
        var eni = document.value();
        var one = new Held(realm(document.key()), eni.privateAddress(), member(eni));
        lastIn.put(eni.subnetId(), one);
        hold(reader, document.key(), one);
    }

    private void expect(Reader reader, Document<PreparedAddress> document) {
        var prepared = document.value();
        Optional.ofNullable(lastIn.get(prepared.subnetId()))
                .ifPresent(last ->
                        hold(reader, document.key(), new Held(last.realm(), prepared.address(), last.member())));
    }

    private void hold(Reader reader, Key key, Held one) {
        // Its address may have been another's, of whose end we were not told yet.
        Optional.ofNullable(owners.put(one.address(), key)).ifPresent(held::remove);
        held.put(key, one);
        for (var groupId : one.member().groupIds()) {
            var group = SecurityGroups.key(one.realm(), groupId);
            if (!rules.containsKey(group)) {
                read(reader, group).ifPresent(found -> rules.put(group, found));
            }
        }
    }

    private static Member member(NetworkInterface eni) {
        return new Member(eni.vpcId(), eni.groupIds());
    }

    private void letGo(Key key) {
        Optional.ofNullable(held.remove(key)).ifPresent(one -> owners.remove(one.address(), key));
    }

    private Optional<SecurityGroup> read(Reader reader, Key key) {
        return groups.find(reader, realm(key), key.last());
    }

    private static Realm realm(Key key) {
        return new Realm(key.segment(0), key.segment(1));
    }

    private void enforce() {
        var used = new HashSet<Key>();
        var members = new HashMap<Ipv4, Member>();
        held.values().forEach(one -> {
            members.put(one.address(), one.member());
            one.member().groupIds().forEach(groupId -> used.add(SecurityGroups.key(one.realm(), groupId)));
        });
        rules.keySet().retainAll(used);
        var wanted = new Wanted(
                members, rules.values().stream().collect(Collectors.toMap(SecurityGroup::id, group -> group)));
        filter.enforce(wanted);
        enforced = wanted;
        standing.retainAll(held.keySet());
        standing.addAll(held.keySet());
    }

    private void inTurn(Runnable work) {
        turn.lock();
        try {
            work.run();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        watch.close();
        loop.close();
    }
}

package dev.landfall.network;

import dev.landfall.loop.Loop;
import dev.landfall.loop.Reconciler;
import dev.landfall.loop.Scheduler;
import dev.landfall.network.PacketFilter.Member;
import dev.landfall.network.PacketFilter.Wanted;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
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
 * is carried together, and only what changed is read.
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

    private enum Work {
        CHANGES,
        EVERYTHING,
    }

    private record Changed(boolean isGroup, Key key) {}

    private record Held(Ipv4 address, Member member) {}

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
        this.watch = store.watch(Set.of(Interfaces.KIND, SecurityGroups.KIND), change -> {
            changed.add(new Changed(change.kind().equals(SecurityGroups.KIND), change.key()));
            loop.wake(Work.CHANGES);
        });
    }

    /** Brings the filter to what is stored, whatever it was left at, and then keeps it there. @throws PacketFilter.Failure */
    public void start() {
        loop.start();
        everything();
    }

    /** Returns when the rules of an interface stand. Blocks. @throws PacketFilter.Failure when they cannot be made to */
    public void await(Realm realm, String interfaceId) {
        var key = Interfaces.key(realm, interfaceId);
        if (standing.contains(key)) {
            return;
        }
        inTurn(() -> {
            if (!standing.contains(key)) {
                changed.add(new Changed(false, key));
                changes();
            }
        });
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
                for (var document : reader.list(Interfaces.KIND, Scan.under(Key.ROOT))) {
                    hold(reader, document);
                }
                return true;
            });
            enforce();
        });
    }

    private void take(Reader reader, Changed one) {
        if (!one.isGroup()) {
            letGo(one.key());
            reader.find(Interfaces.KIND, one.key()).ifPresent(document -> hold(reader, document));
        } else if (rules.containsKey(one.key())) {
            read(reader, one.key()).ifPresent(group -> rules.put(one.key(), group));
        }
    }

    private void hold(Reader reader, Document<NetworkInterface> document) {
        var eni = document.value();
        // Its address may have been another's, of whose end we were not told yet.
        Optional.ofNullable(owners.put(eni.privateAddress(), document.key())).ifPresent(held::remove);
        held.put(document.key(), new Held(eni.privateAddress(), new Member(eni.vpcId(), eni.groupIds())));
        for (var groupId : eni.groupIds()) {
            var key = SecurityGroups.key(realm(document.key()), groupId);
            if (!rules.containsKey(key)) {
                read(reader, key).ifPresent(group -> rules.put(key, group));
            }
        }
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
        held.forEach((key, one) ->
                one.member().groupIds().forEach(groupId -> used.add(SecurityGroups.key(realm(key), groupId))));
        rules.keySet().retainAll(used);
        var members = new HashMap<Ipv4, Member>();
        held.values().forEach(one -> members.put(one.address(), one.member()));
        filter.enforce(new Wanted(
                members, rules.values().stream().collect(Collectors.toMap(SecurityGroup::id, group -> group))));
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

package dev.landfall.network;

import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.RecordCodec;
import dev.landfall.store.Scan;
import dev.landfall.store.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The addresses set aside, by subnet. */
final class PreparedAddresses {
    static final Kind<PreparedAddress> KIND = Kind.of("network.prepared", RecordCodec.of(PreparedAddress.class));

    private PreparedAddresses() {}

    static List<PreparedAddress> all(Reader reader) {
        return values(reader, Scan.under(Key.ROOT));
    }

    static List<PreparedAddress> of(Reader reader, String subnetId) {
        return values(reader, Scan.under(subnetId));
    }

    /** Takes one for an interface. */
    static Optional<Ipv4> take(Transaction tx, String subnetId) {
        var first = values(tx, Scan.under(subnetId).limit(1)).stream().findFirst();
        first.ifPresent(prepared -> tx.delete(KIND, key(prepared)));
        return first.map(PreparedAddress::address);
    }

    /** Brings a subnet to a number of addresses set aside, or to as many as it can spare. */
    static void level(Transaction tx, Subnet subnet, int wanted) {
        var pool = AddressPool.ofSubnet(subnet.cidr());
        var have = of(tx, subnet.id());
        have.stream().skip(wanted).forEach(surplus -> {
            tx.delete(KIND, key(surplus));
            pool.giveBack(tx, surplus.address());
        });
        for (var missing = wanted - have.size(); missing > 0; missing--) {
            var address = pool.take(tx);
            if (address.isEmpty()) {
                return;
            }
            var prepared = new PreparedAddress(subnet.id(), subnet.zone(), subnet.cidr(), address.get());
            tx.put(KIND, key(prepared), prepared);
        }
    }

    /** Gives back those of all other subnets. */
    static void keepOnly(Transaction tx, Set<String> subnetIds) {
        all(tx).stream().filter(p -> !subnetIds.contains(p.subnetId())).forEach(surplus -> {
            tx.delete(KIND, key(surplus));
            AddressPool.ofSubnet(surplus.block()).giveBack(tx, surplus.address());
        });
    }

    private static List<PreparedAddress> values(Reader reader, Scan scan) {
        return reader.list(KIND, scan).stream().map(Document::value).toList();
    }

    private static Key key(PreparedAddress prepared) {
        return Key.of(prepared.subnetId(), prepared.address().sortable());
    }
}

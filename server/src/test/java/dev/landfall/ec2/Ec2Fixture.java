package dev.landfall.ec2;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ec2.Filter;
import dev.landfall.network.Interfaces;
import dev.landfall.network.NetworkInterface;
import dev.landfall.network.NetworkSettings;
import dev.landfall.network.SecurityGroups;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;

/** A fresh realm, and a second one beside it. */
final class Ec2Fixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    final MemoryStore store = new MemoryStore();
    final Random random = new Random(11);
    final Interfaces interfaces = new Interfaces(NetworkSettings.DEFAULT, random);
    final SecurityGroups groups = new SecurityGroups(NetworkSettings.DEFAULT, random);
    final PageTokens tokens = new PageTokens(new byte[16]);
    final Call call = call("000000000000");
    final Call elsewhere = call("111111111111");

    private static Call call(String account) {
        return new Call(new Realm(account, "us-east-1"), Principal.root(account, "AKIA"), "request", NOW);
    }

    NetworkInterface taskInterface(int subnet, boolean publicly, String... groupIds) {
        var request = new Interfaces.Request(
                interfaces.network(call.realm()).subnets().get(subnet).id(),
                List.of(groupIds),
                publicly,
                "arn:aws:ecs:us-east-1:000000000000:task/default/1",
                "arn:aws:ecs:us-east-1:000000000000:attachment/1");
        return store.transact(tx -> interfaces.allocate(tx, call.realm(), request, NOW));
    }

    static Filter filter(String name, String... values) {
        return new Filter(name, List.of(values));
    }

    static AbstractThrowableAssert<?, ?> assertFault(String code, Runnable act) {
        return assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> org.assertj.core.api.Assertions.assertThat(
                                        fault.type().code())
                                .isEqualTo(code));
    }

    @Override
    public void close() {
        store.close();
    }
}

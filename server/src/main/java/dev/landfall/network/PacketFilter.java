package dev.landfall.network;

import java.util.List;
import java.util.Map;

/**
 * Keeps the traffic of network interfaces to what their security groups allow, in levels. Every call blocks until it is
 * so, for some milliseconds; none belongs on a request's thread or in a transaction.
 */
public interface PacketFilter extends AutoCloseable {
    /**
     * From now on these are the interfaces and what their groups allow; an address that is not among them neither sends nor
     * is reached. Connections that stand go on. @throws Failure when it cannot be made so
     */
    void enforce(Wanted wanted);

    /** Makes what was asked for so again where somebody undid it, and takes up a network that was made meanwhile. @throws Failure */
    default void repair() {
        // Nobody else can undo what a driver holds in its own process.
    }

    /** In words, for {@code doctor}: how rules are enforced here, or why they are not. */
    String describe();

    /** Stops working but leaves standing what outlives the process, for tasks outlive it too. */
    @Override
    void close();

    /**
     * Everything there is to enforce.
     *
     * @param members the interfaces, by their private addresses
     * @param groups by their ids, at least those of the members
     */
    record Wanted(Map<Ipv4, Member> members, Map<String, SecurityGroup> groups) {
        public static final Wanted NOTHING = new Wanted(Map.of(), Map.of());

        public Wanted {
            members = Map.copyOf(members);
            groups = Map.copyOf(groups);
        }
    }

    /** An interface: what one of its groups allows it may. Another VPC's members are out of its reach. */
    record Member(String vpcId, List<String> groupIds) {
        public Member {
            groupIds = groupIds.stream().distinct().sorted().toList();
        }
    }

    /** The rules cannot be enforced as they were asked to be. */
    final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Failure(String message) {
            super(message);
        }

        public Failure(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

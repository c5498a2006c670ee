package dev.landfall.ecs.task;

import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.store.Reader;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.List;

/** What tasks need of the network: a place, an interface, and a public address that answers. */
public interface TaskNetwork {
    /** A subnet a task can be put in. */
    record Place(String subnetId, String availabilityZone) {}

    /** The places that these subnets are. @throws dev.landfall.contract.Fault in ECS's words when one is not there */
    List<Place> places(Reader reader, Realm realm, List<String> subnets, List<String> securityGroups);

    /** The availability zone that comes first: the one this machine stands for. */
    String firstZone(Realm realm);

    /** Makes the interface of a task. @throws Unavailable in AWS's words */
    TaskInterface attach(Transaction tx, Task task, Instant now);

    /** Gives the interface and its addresses back. */
    void detach(Transaction tx, Task task);

    /** Returns when the task's security groups are enforced. Blocks. @throws Unavailable when they cannot be */
    void guard(Task task);

    /** Makes the public address answer. Blocks. @throws Unavailable when it cannot take one of the ports */
    void publish(Task task, TaskDefinition definition);

    /** The public address answers no more. Blocks. */
    void withdraw(Task task);

    /** An interface or address cannot be had. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String text;

        public Unavailable(String text) {
            super(text);
            this.text = text;
        }

        /** AWS's words for it. */
        String text() {
            return text;
        }
    }
}

package dev.landfall.secrets;

import dev.landfall.contract.secretsmanager.RemoveRegionsFromReplicationRequest;
import dev.landfall.contract.secretsmanager.RemoveRegionsFromReplicationResponse;
import dev.landfall.contract.secretsmanager.ReplicateSecretToRegionsRequest;
import dev.landfall.contract.secretsmanager.ReplicateSecretToRegionsResponse;
import dev.landfall.contract.secretsmanager.StopReplicationToReplicaRequest;
import dev.landfall.contract.secretsmanager.StopReplicationToReplicaResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;

/** All regions are this one server: no secret is replicated, and each request says so. */
public final class ReplicationOperations {
    private final Store store;

    ReplicationOperations(Store store) {
        this.store = store;
    }

    public ReplicateSecretToRegionsResponse replicateSecretToRegions(ReplicateSecretToRegionsRequest in, Call call) {
        find(in.secretIdOr(""), call);
        throw SecretsFaults.invalid("AddReplicaRegions: secrets are not replicated to other regions.");
    }

    public RemoveRegionsFromReplicationResponse removeRegionsFromReplication(
            RemoveRegionsFromReplicationRequest in, Call call) {
        find(in.secretIdOr(""), call);
        throw SecretsFaults.invalid("RemoveReplicaRegions: the secret has no replica in "
                + String.join(", ", in.removeReplicaRegionsOrEmpty()) + ".");
    }

    public StopReplicationToReplicaResponse stopReplicationToReplica(StopReplicationToReplicaRequest in, Call call) {
        find(in.secretIdOr(""), call);
        throw SecretsFaults.refused("You can't stop replication to a secret that is not a replica.");
    }

    private Secret find(String id, Call call) {
        return store.read(reader -> SecretIds.inUse(reader, call.realm(), id));
    }
}

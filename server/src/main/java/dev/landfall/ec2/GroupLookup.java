package dev.landfall.ec2;

import dev.landfall.network.Interfaces;
import dev.landfall.network.SecurityGroup;
import dev.landfall.network.SecurityGroups;
import dev.landfall.store.Reader;
import dev.landfall.wire.Realm;
import org.jspecify.annotations.Nullable;

/** Finds the security group that a request is about: by its id, or by its name in the default VPC. */
record GroupLookup(Interfaces interfaces, SecurityGroups groups) {
    private static final String ID_PREFIX = "sg-";

    /** @throws dev.landfall.contract.Fault when neither is given, or there is no such group */
    SecurityGroup find(Reader reader, Realm realm, @Nullable String id, @Nullable String name) {
        if (id != null && !id.isEmpty()) {
            return byId(reader, realm, id);
        }
        var vpcId = interfaces.network(realm).vpc().id();
        var wanted = Required.of(name, "groupName or groupId");
        return groups.findByName(reader, realm, vpcId, wanted)
                .orElseThrow(() -> Ec2Faults.groupNameNotFound(wanted, vpcId));
    }

    private SecurityGroup byId(Reader reader, Realm realm, String id) {
        if (!id.startsWith(ID_PREFIX)) {
            throw Ec2Faults.malformedGroupId(id);
        }
        return groups.find(reader, realm, id).orElseThrow(() -> Ec2Faults.groupNotFound(id));
    }
}

package dev.landfall.ec2;

import dev.landfall.contract.Structure;
import dev.landfall.wire.Call;
import dev.landfall.wire.Members;
import dev.landfall.wire.ResourceNames;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** Which resources EC2's calls touch: those they change. What only describes is, as on AWS, about everything. */
public final class Ec2Resources implements ResourceNames {
    /** The kind of a resource by the beginning of its id. */
    private static final Map<String, String> KINDS = Map.of(
            "sg-", "security-group",
            "sgr-", "security-group-rule",
            "vpc-", "vpc",
            "subnet-", "subnet",
            "eni-", "network-interface",
            "igw-", "internet-gateway",
            "rtb-", "route-table",
            "eipalloc-", "elastic-ip");

    @Override
    public List<String> resourcesOf(String operation, Structure in, Call call) {
        if (operation.startsWith("Describe")) {
            return ANYTHING;
        }
        return switch (operation) {
            case "CreateTags", "DeleteTags" -> tagged(Members.texts(in, "ResourceId"), call);
            default ->
                List.of(Members.text(in, "GroupId")
                        .map(id -> arn(call, id))
                        .orElseGet(() -> call.realm().arn("ec2", "security-group/*")));
        };
    }

    private static List<String> tagged(List<String> ids, Call call) {
        return ids.isEmpty() ? ANYTHING : ids.stream().map(id -> arn(call, id)).toList();
    }

    private static String arn(Call call, String id) {
        var kind = KINDS.entrySet().stream()
                .filter(known -> id.startsWith(known.getKey()))
                .map(Entry::getValue)
                .findFirst()
                .orElse("*");
        return call.realm().arn("ec2", kind + "/" + id);
    }
}

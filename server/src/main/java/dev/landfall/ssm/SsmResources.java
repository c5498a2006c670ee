package dev.landfall.ssm;

import dev.landfall.contract.Structure;
import dev.landfall.wire.Call;
import dev.landfall.wire.Members;
import dev.landfall.wire.Realm;
import dev.landfall.wire.ResourceNames;
import java.util.List;
import java.util.stream.Stream;

/** Which parameters Parameter Store's calls touch, by AWS's service authorization reference. */
final class SsmResources implements ResourceNames {
    @Override
    public List<String> resourcesOf(String operation, Structure in, Call call) {
        var named = Stream.of("Name", "Path", "ResourceId").flatMap(member -> Members.text(in, member).stream());
        var arns = Stream.concat(named, Members.texts(in, "Names").stream())
                .map(name -> arn(call.realm(), name))
                .distinct()
                .toList();
        return arns.isEmpty() ? ANYTHING : arns;
    }

    /** Without the version or label, which policies do not know. */
    static String arn(Realm realm, String given) {
        var prefix = realm.arn("ssm", "parameter/");
        var name = given.startsWith(prefix) ? given.substring(prefix.length()) : given;
        return Parameter.arn(realm, name.split(":", 2)[0]);
    }
}

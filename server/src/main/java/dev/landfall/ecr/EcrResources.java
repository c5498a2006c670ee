package dev.landfall.ecr;

import dev.landfall.contract.Structure;
import dev.landfall.wire.Call;
import dev.landfall.wire.Members;
import dev.landfall.wire.ResourceNames;
import java.util.List;

/** An ECR call is about the repositories that it names, or about the registry, which policies cannot name. */
public final class EcrResources implements ResourceNames {
    @Override
    public List<String> resourcesOf(String operation, Structure in, Call call) {
        var arn = Members.text(in, "resourceArn");
        if (arn.isPresent()) {
            return List.of(arn.get());
        }
        var name = Members.text(in, "repositoryName");
        if (name.isPresent()) {
            return List.of(repository(call, name.get()));
        }
        if (operation.equals("DescribeRepositories")) {
            var names = Members.texts(in, "repositoryNames");
            return (names.isEmpty() ? List.of("*") : names)
                    .stream().map(each -> repository(call, each)).toList();
        }
        return ANYTHING;
    }

    private static String repository(Call call, String name) {
        return call.realm().arn("ecr", "repository/" + name);
    }
}

package dev.landfall.ecs.task;

import dev.landfall.contract.codec.JsonCodec;
import dev.landfall.contract.ecs.AwsVpcConfiguration;
import dev.landfall.contract.ecs.PropagateTags;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Tags;
import java.util.regex.Pattern;

/** What RunTask wants of a request before anything is looked up. */
final class LaunchRules {
    private static final int MAX_COUNT = 10;
    private static final int MAX_OVERRIDES_LENGTH = 8_192;
    private static final int MAX_GROUP_LENGTH = 512; // AWS's model has none, and each task keeps its own copy
    private static final int MAX_SUBNETS = 16;
    private static final int MAX_GROUPS = 5;
    private static final Pattern STARTED_BY = Pattern.compile("[a-zA-Z0-9_/\\-]{1,128}");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,64}");

    private LaunchRules() {}

    static void check(RunTaskRequest in) {
        var count = in.countOr(1);
        if (count < 1 || count > MAX_COUNT) {
            throw EcsFaults.invalidParameter("count should be between 1 and " + MAX_COUNT + ".");
        }
        if (in.launchType() != null && !in.capacityProviderStrategyOrEmpty().isEmpty()) {
            throw EcsFaults.invalidParameter(
                    "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.");
        }
        if (in.startedBy() != null && !STARTED_BY.matcher(in.startedBy()).matches()) {
            throw EcsFaults.invalidParameter(
                    "startedBy can contain up to 128 letters (uppercase and lowercase), numbers, hyphens, forward slash, and underscores.");
        }
        if (in.groupOr("").length() > MAX_GROUP_LENGTH) {
            throw EcsFaults.invalidParameter("Task group name can contain up to " + MAX_GROUP_LENGTH + " characters.");
        }
        if (in.groupOr("").startsWith("service:")) {
            throw EcsFaults.invalidParameter("Task group name can't start with 'service:'.");
        }
        if (in.clientTokenOr("").length() > 0
                && !TOKEN.matcher(in.clientTokenOr("")).matches()) {
            throw EcsFaults.invalidParameter(
                    "clientToken can contain up to 64 characters in the ASCII range 33-126 (inclusive).");
        }
        if (in.propagateTags() == PropagateTags.SERVICE) {
            throw EcsFaults.invalidParameter(
                    "Tags can only be propagated from the service when a service runs the task.");
        }
        if (in.overrides() != null && JsonCodec.encode(in.overrides()).length > MAX_OVERRIDES_LENGTH) {
            throw EcsFaults.invalidParameter("Container Overrides length must be at most " + MAX_OVERRIDES_LENGTH);
        }
        if (in.networkConfiguration() != null && in.networkConfiguration().awsvpcConfiguration() != null) {
            network(in.networkConfiguration().awsvpcConfiguration());
        }
        Tags.checked(in.tagsOrEmpty());
    }

    private static void network(AwsVpcConfiguration vpc) {
        if (vpc.subnetsOrEmpty().size() > MAX_SUBNETS) {
            throw EcsFaults.invalidParameter("subnets can have at most " + MAX_SUBNETS + " items.");
        }
        if (vpc.securityGroupsOrEmpty().size() > MAX_GROUPS) {
            throw EcsFaults.invalidParameter("securityGroups can have at most " + MAX_GROUPS + " items.");
        }
    }
}

package dev.landfall.ecs.agent;

import dev.landfall.ecs.agent.AgentPath.Version;

/** How the metadata endpoint refuses, in the agent's words; each version has its own statuses. */
final class MetadataRefusals {
    private static final int LONGEST_ID_TOLD = 128;
    private static final String NO_TASK =
            "unable to get task arn from request: unable to get task Arn from v3 endpoint ID: ";
    private static final String NO_CONTAINER =
            "unable to get container ID from request: unable to get docker ID from v3 endpoint ID: ";

    private MetadataRefusals() {}

    /** No task has the address that asks: version 2 goes by nothing else. */
    static AgentAnswer noTaskAt(String address) {
        return AgentAnswer.text(
                400, "Unable to get task arn from request: unable to associate '" + address + "' with any task");
    }

    static AgentAnswer noOwnContainer(String runtimeId) {
        return AgentAnswer.text(400, "Unable to generate metadata for container '" + shortened(runtimeId) + "'");
    }

    static AgentAnswer noOwnStats(String runtimeId) {
        return AgentAnswer.text(400, "Unable to get container stats for: " + shortened(runtimeId));
    }

    static AgentAnswer container(Version version, String id) {
        return switch (version) {
            case V3 -> AgentAnswer.text(400, "V3 container metadata handler: " + NO_CONTAINER + shortened(id));
            case V4 -> AgentAnswer.text(404, "V4 container metadata handler: " + NO_CONTAINER + shortened(id));
        };
    }

    static AgentAnswer task(Version version, String id) {
        return switch (version) {
            case V3 -> AgentAnswer.text(500, "V3 task metadata handler: " + NO_TASK + shortened(id));
            case V4 -> AgentAnswer.text(404, "V4 task metadata handler: " + NO_TASK + shortened(id));
        };
    }

    static AgentAnswer containerStats(Version version, String id) {
        return switch (version) {
            case V3 -> AgentAnswer.text(500, "V3 container stats handler: " + NO_TASK + shortened(id));
            case V4 -> AgentAnswer.text(404, "V4 container stats handler: " + NO_TASK + shortened(id));
        };
    }

    static AgentAnswer taskStats(Version version, String id) {
        return switch (version) {
            case V3 -> AgentAnswer.text(500, "V3 task stats handler: " + NO_TASK + shortened(id));
            case V4 -> AgentAnswer.text(404, "V4 task stats handler: " + NO_TASK + shortened(id));
        };
    }

    /** It is the caller's own and does not run yet, or no more. */
    static AgentAnswer noStatsNow(String runtimeId) {
        return AgentAnswer.text(500, "Unable to get container stats for: " + runtimeId);
    }

    private static String shortened(String id) {
        return id.length() <= LONGEST_ID_TOLD ? id : id.substring(0, LONGEST_ID_TOLD) + "…";
    }
}

package dev.landfall.ecs.agent;

import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.ecs.task.ContainerEndpoints;
import dev.landfall.ecs.task.Task;
import dev.landfall.network.TaskEndpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells containers where the agent and AWS's APIs answer them, where these can be reached. */
final class AgentVariables implements ContainerEndpoints {
    private static final String AGENT = "http://" + TaskEndpoint.ADDRESS;

    private final TaskEndpoint endpoint;
    private final AgentIds ids;

    AgentVariables(TaskEndpoint endpoint, AgentIds ids) {
        this.endpoint = endpoint;
        this.ids = ids;
    }

    @Override
    public Map<String, String> fixed(Task task, NetworkMode mode, String container) {
        if (!answers(mode)) {
            return Map.of();
        }
        var id = ids.container(task, container);
        var all = new LinkedHashMap<String, String>();
        all.put("ECS_CONTAINER_METADATA_URI", AGENT + "/v3/" + id);
        all.put("ECS_CONTAINER_METADATA_URI_V4", AGENT + "/v4/" + id);
        all.put("ECS_AGENT_URI", AGENT + "/api/" + id);
        if (task.spec().taskRoleArn().isPresent()) {
            all.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/" + ids.credentials(task));
        }
        return all;
    }

    @Override
    public Map<String, String> usual(NetworkMode mode) {
        return answers(mode) ? Map.of("AWS_ENDPOINT_URL", AGENT + ":" + Agent.API_PORT) : Map.of();
    }

    /** A container is known by its address, so one without an address of its own is not answered. */
    private boolean answers(NetworkMode mode) {
        return switch (mode) {
            case AWSVPC, BRIDGE -> endpoint.obstacle().isEmpty();
            case HOST, NONE -> false;
        };
    }
}

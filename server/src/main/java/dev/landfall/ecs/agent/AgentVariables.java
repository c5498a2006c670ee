package dev.landfall.ecs.agent;

import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.ecs.task.ContainerEndpoints;
import dev.landfall.ecs.task.Task;
import dev.landfall.network.LoopbackEndpoint;
import dev.landfall.network.TaskEndpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells containers where the agent and AWS's APIs answer them, where these can be reached. */
final class AgentVariables implements ContainerEndpoints {
    private final TaskEndpoint endpoint;
    private final LoopbackEndpoint loopback;
    private final AgentIds ids;

    AgentVariables(TaskEndpoint endpoint, LoopbackEndpoint loopback, AgentIds ids) {
        this.endpoint = endpoint;
        this.loopback = loopback;
        this.ids = ids;
    }

    /**
     * What a container reaches.
     *
     * @param agent the agent's URL
     * @param api that of AWS's APIs
     */
    private record Urls(String agent, String api) {}

    @Override
    public Map<String, String> fixed(Task task, NetworkMode mode, String container) {
        return urls(mode)
                .map(urls -> fixed(urls.agent(), task, mode, container))
                .orElse(Map.of());
    }

    private Map<String, String> fixed(String agent, Task task, NetworkMode mode, String container) {
        var id = ids.container(task, mode, container);
        var all = new LinkedHashMap<String, String>();
        all.put("ECS_CONTAINER_METADATA_URI", agent + "/v3/" + id);
        all.put("ECS_CONTAINER_METADATA_URI_V4", agent + "/v4/" + id);
        all.put("ECS_AGENT_URI", agent + "/api/" + id);
        if (task.spec().taskRoleArn().isPresent()) {
            var path = "/v2/credentials/" + ids.credentials(task, mode);
            if (mode == NetworkMode.HOST) { // SDKs know one address by heart, and take loopback ones that they are told
                all.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", agent + path);
            } else {
                all.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", path);
            }
        }
        return all;
    }

    @Override
    public Map<String, String> usual(NetworkMode mode) {
        return urls(mode).map(urls -> Map.of("AWS_ENDPOINT_URL", urls.api())).orElse(Map.of());
    }

    private Optional<Urls> urls(NetworkMode mode) {
        return switch (mode) {
            case AWSVPC, BRIDGE ->
                endpoint.obstacle().isPresent()
                        ? Optional.empty()
                        : Optional.of(new Urls(
                                "http://" + TaskEndpoint.ADDRESS,
                                "http://" + TaskEndpoint.ADDRESS + ":" + Agent.API_PORT));
            case HOST ->
                loopback.ports()
                        .map(ports -> new Urls(
                                "http://" + LoopbackEndpoint.ADDRESS + ":" + ports.agent(),
                                "http://" + LoopbackEndpoint.ADDRESS + ":" + ports.api()));
            case NONE -> Optional.empty();
        };
    }
}

package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.NetworkBinding;
import dev.landfall.contract.ecs.TransportProtocol;
import dev.landfall.engine.ContainerEndpoint;
import dev.landfall.engine.PublishedPort.Protocol;
import java.util.List;

/** Which ports of the host lead to a container, as AWS tells them: only in mode bridge, a range as one. */
final class NetworkBindings {
    private NetworkBindings() {}

    static List<NetworkBinding> of(TaskContainer container) {
        return container.endpoint().map(ContainerEndpoint::bindings).orElse(List.of()).stream()
                .map(NetworkBindings::binding)
                .toList();
    }

    private static NetworkBinding binding(ContainerEndpoint.Binding bound) {
        var binding = NetworkBinding.builder()
                .bindIP(bound.address())
                .protocol(bound.protocol() == Protocol.UDP ? TransportProtocol.UDP : TransportProtocol.TCP);
        return bound.container().isSingle()
                ? binding.containerPort(bound.container().first())
                        .hostPort(bound.host().first())
                        .build()
                : binding.containerPortRange(bound.container().toString())
                        .hostPortRange(bound.host().toString())
                        .build();
    }
}

package dev.landfall.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The roles that services make for themselves: service-linked roles. */
final class ServiceRoles {
    static final String PATH = "/aws-service-role/";

    /** @param policies names under {@code aws-service-role/} of AWS's managed policies that we know */
    record Kind(String roleName, List<String> policies) {}

    private static final Map<String, Kind> BY_SERVICE = Map.of(
            "ecs.amazonaws.com",
            new Kind("AWSServiceRoleForECS", List.of("AmazonECSServiceRolePolicy")),
            "ecs.application-autoscaling.amazonaws.com",
            new Kind(
                    "AWSServiceRoleForApplicationAutoScaling_ECSService",
                    List.of("AWSApplicationAutoscalingECSServicePolicy")),
            "elasticloadbalancing.amazonaws.com",
            new Kind("AWSServiceRoleForElasticLoadBalancing", List.of()),
            "autoscaling.amazonaws.com",
            new Kind("AWSServiceRoleForAutoScaling", List.of()));

    private ServiceRoles() {}

    static Optional<Kind> of(String service) {
        return Optional.ofNullable(BY_SERVICE.get(service));
    }

    static String trustPolicy(String service) {
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"%s"},\
                "Action":"sts:AssumeRole"}]}""".formatted(service);
    }
}

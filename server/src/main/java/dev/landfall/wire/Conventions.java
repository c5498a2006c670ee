package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ServiceModel;
import dev.landfall.contract.Violation;
import java.util.List;

/** Which error each service answers a request with that breaks its model's constraints. */
final class Conventions {
    private Conventions() {}

    static Fault invalid(ServiceModel service, String operation, List<Violation> violations) {
        return switch (service.id()) {
            case "ecs" ->
                invalid(
                        operation.equals("RegisterTaskDefinition") ? "ClientException" : "InvalidParameterException",
                        violations);
            case "ecr" -> Fault.unlisted("InvalidParameterException", 400, ecrText(violations.getFirst()));
            case "logs" -> invalid("InvalidParameterException", violations);
            case "landfall" -> invalid("ClientException", violations);
            case "servicediscovery" -> invalid("InvalidInput", violations);
            case "iam", "sts", "elbv2", "cloudwatch" -> invalid("ValidationError", violations);
            case "ec2" -> ec2(violations.getFirst());
            default -> invalid("ValidationException", violations);
        };
    }

    private static Fault invalid(String code, List<Violation> violations) {
        return Fault.unlisted(code, 400, Violation.message(violations));
    }

    private static String ecrText(Violation violation) {
        return "Invalid parameter at '" + violation.path() + "' failed to satisfy constraint: '"
                + violation.constraint() + "'";
    }

    /** EC2 names parameters as they stand in its query strings. */
    private static Fault ec2(Violation violation) {
        var path = violation.path().replace(".member.", ".");
        if (violation.absent()) {
            return Fault.unlisted("MissingParameter", 400, "The request must contain the parameter " + path);
        }
        var value = violation.value() == null ? "" : "Value (" + violation.value() + ") for parameter ";
        return Fault.unlisted("InvalidParameterValue", 400, value + path + " is invalid. " + violation.constraint());
    }
}

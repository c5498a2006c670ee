package dev.landfall.ecs.placement;

import dev.landfall.contract.ecs.PlacementConstraint;
import dev.landfall.contract.ecs.PlacementConstraintType;
import dev.landfall.contract.ecs.PlacementStrategy;
import dev.landfall.contract.ecs.PlacementStrategyType;
import dev.landfall.contract.ecs.TaskDefinitionPlacementConstraint;
import dev.landfall.ecs.EcsFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the constraints and strategies of requests, or refuses them in AWS's words. */
public final class PlacementRules {
    private static final int MAX_CONSTRAINTS = 10;
    private static final int MAX_STRATEGIES = 5;

    private PlacementRules() {}

    /** Of a request and of its task definition, all of which have to hold. */
    public static List<Constraint> constraints(
            List<PlacementConstraint> given, List<TaskDefinitionPlacementConstraint> ofDefinition) {
        var all = new ArrayList<Constraint>();
        given.forEach(constraint -> all.add(read(constraint)));
        ofDefinition.forEach(constraint -> all.add(new Constraint.MemberOf(query(constraint.expressionOr("")))));
        if (all.size() > MAX_CONSTRAINTS) {
            throw EcsFaults.invalidParameter(
                    "placementConstraints, with those of the task definition, can have at most " + MAX_CONSTRAINTS
                            + " elements.");
        }
        return List.copyOf(all);
    }

    private static Constraint read(PlacementConstraint given) {
        if (given.type() == PlacementConstraintType.MEMBER_OF) {
            return new Constraint.MemberOf(query(given.expressionOr("")));
        }
        if (given.type() != PlacementConstraintType.DISTINCT_INSTANCE) {
            throw EcsFaults.invalidParameter("placementConstraints.type must be distinctInstance or memberOf.");
        }
        if (!given.expressionOr("").isEmpty()) {
            throw EcsFaults.invalidParameter(
                    "placementConstraints.expression cannot be given with type distinctInstance.");
        }
        return new Constraint.DistinctInstance();
    }

    /** A query as callers write it. */
    public static Query query(String expression) {
        if (expression.isBlank()) {
            throw EcsFaults.invalidParameter("Invalid query expression: it is empty.");
        }
        try {
            return Query.parse(expression);
        } catch (QueryFault fault) {
            throw EcsFaults.invalidParameter("Invalid query expression: " + fault.detail() + ".");
        }
    }

    public static List<Strategy> strategies(List<PlacementStrategy> given) {
        if (given.size() > MAX_STRATEGIES) {
            throw EcsFaults.invalidParameter("placementStrategy can have at most " + MAX_STRATEGIES + " elements.");
        }
        return given.stream().map(PlacementRules::read).toList();
    }

    private static Strategy read(PlacementStrategy given) {
        var field = given.fieldOr("");
        if (given.type() == PlacementStrategyType.BINPACK) {
            return binpack(field);
        }
        if (given.type() == PlacementStrategyType.SPREAD) {
            return spread(field);
        }
        if (given.type() != PlacementStrategyType.RANDOM) {
            throw EcsFaults.invalidParameter("placementStrategy.type must be random, spread or binpack.");
        }
        if (!field.isEmpty()) {
            throw EcsFaults.invalidParameter("placementStrategy.field cannot be given with type random.");
        }
        return new Strategy.Random();
    }

    private static Strategy binpack(String field) {
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "cpu" -> new Strategy.BinpackCpu();
            case "memory" -> new Strategy.BinpackMemory();
            default ->
                throw EcsFaults.invalidParameter("placementStrategy.field must be cpu or memory with type binpack.");
        };
    }

    private static Strategy spread(String field) {
        if (field.equals("instanceId") || field.equals("host")) {
            return new Strategy.SpreadOverInstances();
        }
        if (!field.startsWith("attribute:") || field.length() == "attribute:".length()) {
            throw EcsFaults.invalidParameter(
                    "placementStrategy.field must be instanceId, host or attribute:NAME with type spread.");
        }
        return new Strategy.Spread(field.substring("attribute:".length()));
    }
}

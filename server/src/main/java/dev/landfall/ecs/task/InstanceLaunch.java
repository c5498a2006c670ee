package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.Failure;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.instance.Fleet;
import dev.landfall.ecs.placement.Candidate;
import dev.landfall.ecs.placement.Constraint;
import dev.landfall.ecs.placement.Demand;
import dev.landfall.ecs.placement.PlacementRules;
import dev.landfall.ecs.placement.Placer;
import dev.landfall.ecs.placement.QueryFault;
import dev.landfall.ecs.placement.Strategy;
import dev.landfall.store.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes the tasks of launch type EC2: on instances that placement finds, or on those that the caller names. */
final class InstanceLaunch {
    private final Fleet fleet;
    private final RandomGenerator random;

    InstanceLaunch(Fleet fleet, RandomGenerator random) {
        this.fleet = fleet;
        this.random = random;
    }

    /** RunTask: as many as find a place; for the others, why each instance has none. */
    Launched place(Reader reader, LaunchPlan plan, int count, Instant now) {
        var strategies = PlacementRules.strategies(plan.request().placementStrategyOrEmpty());
        var placer = new Placer(InstanceDemand.of(plan), constraints(plan), strategies);
        var candidates =
                fleet.candidates(reader, plan.cluster().realm(), plan.cluster().name());
        return place(plan, placer, candidates, count, now);
    }

    /** StartTask: one on each instance. */
    Launched start(Reader reader, LaunchPlan plan, List<String> instances, Instant now) {
        var placer = new Placer(InstanceDemand.of(plan), constraints(plan), List.of(new Strategy.Random()));
        var tasks = new ArrayList<Task>();
        var failures = new ArrayList<Failure>();
        for (var one : instances) {
            var found =
                    fleet.find(reader, plan.cluster().realm(), plan.cluster().name(), one);
            if (found.isEmpty()) {
                failures.add(
                        failure(Fleet.arn(plan.cluster().realm(), plan.cluster().name(), one), "MISSING"));
            } else if (!found.get().takesTasks()) {
                failures.add(failure(found.get().arn(), "INACTIVE"));
            } else {
                var launched = place(plan, placer, List.of(fleet.candidate(reader, found.get())), 1, now);
                tasks.addAll(launched.tasks());
                failures.addAll(launched.failures());
            }
        }
        return new Launched(tasks, failures);
    }

    private Launched place(LaunchPlan plan, Placer placer, List<Candidate> candidates, int count, Instant now) {
        var placed = placed(placer, candidates, count);
        var demand = InstanceDemand.of(plan);
        var tasks = placed.places().stream()
                .map(place -> task(plan, demand, place, now))
                .toList();
        var failures = placed.rejections().stream()
                .map(rejection -> failure(rejection.arn(), rejection.reason()))
                .toList();
        return new Launched(tasks, failures);
    }

    private Placer.Placed placed(Placer placer, List<Candidate> candidates, int count) {
        try {
            return placer.place(candidates, count, random);
        } catch (QueryFault fault) {
            throw EcsFaults.invalidParameter("Invalid query expression: " + fault.detail() + ".");
        }
    }

    private Task task(LaunchPlan plan, Demand demand, Placer.Place place, Instant now) {
        var at = new Placement(
                place.instance().id(),
                Optional.of(place.instance().ec2InstanceId()),
                demand.cpu(),
                demand.memoryMiB(),
                demand.tcpPorts(),
                demand.udpPorts(),
                place.gpus());
        return plan.onInstance(at, place.instance().zone(), random, now);
    }

    private static List<Constraint> constraints(LaunchPlan plan) {
        return PlacementRules.constraints(
                plan.request().placementConstraintsOrEmpty(),
                plan.definition().spec().placementConstraintsOrEmpty());
    }

    private static Failure failure(String arn, String reason) {
        return Failure.builder().arn(arn).reason(reason).build();
    }
}

package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.AssignPublicIp;
import dev.landfall.contract.ecs.AwsVpcConfiguration;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.store.Reader;
import dev.landfall.wire.Realm;
import java.util.List;

/**
 * The network that a request's tasks get an interface in; tasks of other modes than awsvpc get none.
 *
 * @param places in the asked subnets; never none
 */
record LaunchNetwork(AwsVpcConfiguration vpc, List<TaskNetwork.Place> places) {
    LaunchNetwork {
        places = List.copyOf(places);
    }

    /** Refuses a configuration that the network mode does not take. */
    static void check(TaskDefinition definition, RunTaskRequest in, Compute compute) {
        var given = in.networkConfiguration() == null
                ? null
                : in.networkConfiguration().awsvpcConfiguration();
        if (definition.spec().networkMode() != NetworkMode.AWSVPC) {
            if (in.networkConfiguration() != null || compute instanceof Compute.Fargate) {
                throw EcsFaults.invalidParameter(
                        "Network Configuration is not valid for the given networkMode of this task definition.");
            }
            return;
        }
        if (given == null) {
            throw EcsFaults.invalidParameter(
                    "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        }
        if (given.subnetsOrEmpty().isEmpty()) {
            throw EcsFaults.invalidParameter("subnets can not be empty.");
        }
        if (compute instanceof Compute.ContainerInstances && given.assignPublicIp() == AssignPublicIp.ENABLED) {
            throw EcsFaults.invalidParameter("Assign public IP is not supported for this launch type.");
        }
    }

    static LaunchNetwork of(Reader reader, Realm realm, AwsVpcConfiguration vpc, TaskNetwork network) {
        return new LaunchNetwork(vpc, network.places(reader, realm, vpc.subnetsOrEmpty(), vpc.securityGroupsOrEmpty()));
    }
}

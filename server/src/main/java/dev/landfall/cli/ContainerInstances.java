package dev.landfall.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes this machine a container instance of a cluster, so that tasks of launch type EC2 run on it. */
@Command(
        name = "instance",
        subcommands = {RegisterInstance.class, DeregisterInstance.class, ListInstances.class})
final class ContainerInstances implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: instance register, deregister or list");
    }
}

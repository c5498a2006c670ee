package dev.landfall.ecs.explain;

import dev.landfall.contract.ecs.TaskStopCode;
import dev.landfall.ecs.task.Stop;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.engine.ContainerState;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What to do about a task that did not go well, where that is known: a command to type, or what to change in its
 * definition. Texts that AWS and the engine say are told apart by their own words. Pure.
 */
final class Advice {
    private static final String TRUST =
            "'{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                    + "\"ecs-tasks.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}'";

    /** What is said, and what helps; the first that fits. */
    private static final List<Known> KNOWN = List.of(
            known(
                    "assumed-role/([^/]+)/\\S+ is not authorized to perform: (\\S+)",
                    found -> "allow it to the role: aws iam put-role-policy --role-name " + found.group(1)
                            + " --policy-name more --policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":"
                            + "\"Allow\",\"Action\":\"" + found.group(2) + "\",\"Resource\":\"*\"}]}'"),
            known(
                    "unable to assume the role '\\S+?role/(?:\\S+/)?([^/']+)'",
                    found -> "make the role, or let tasks assume it: aws iam create-role --role-name " + found.group(1)
                            + " --assume-role-policy-document " + TRUST + " (of one that exists: aws iam"
                            + " update-assume-role-policy --policy-document)"),
            known(
                    "invalid (?:ssm )?parameters: ([^,\\s]+)",
                    found -> "create the parameter: aws ssm put-parameter --type SecureString --name " + found.group(1)
                            + " --value VALUE"),
            known(
                    "ResourceNotFoundException: Secrets Manager can.t find",
                    _ ->
                            "create the secret: aws secretsmanager create-secret --name NAME --secret-string VALUE; and name it"
                                    + " in the definition by the ARN that this tells"),
            known(
                    "env(?: )?file.* Forbidden|env(?: )?file.*NotFound",
                    _ ->
                            "put the file in a folder of its bucket's name below the server's --s3 folder, and allow s3:GetObject"
                                    + " and s3:GetBucketLocation to the execution role"),
            known(
                    "specified log group does not exist|cannot find the Amazon CloudWatch log group",
                    _ ->
                            "create the group with aws logs create-log-group --log-group-name NAME, or set awslogs-create-group"
                                    + " to true and allow logs:CreateLogGroup to the execution role"),
            known(
                    "no such host|connection refused|i/o timeout|Client.Timeout|awaiting headers|canceled while waiting"
                            + "|connection issue between the task and Amazon ECR|Check your network configuration",
                    _ ->
                            "this machine does not reach that registry. An image that the engine has already is used as it is:"
                                    + " docker pull or docker tag it under the name in the definition; or push it to this server's own"
                                    + " registry (aws ecr create-repository)"),
            known(
                    "role has the permissions to pull images",
                    _ -> "allow ecr:BatchGetImage and ecr:GetDownloadUrlForLayer to the execution role, as the policy"
                            + " AmazonECSTaskExecutionRolePolicy does"),
            known(
                    "pull access denied|manifest unknown|failed to resolve ref|not found: manifest",
                    _ ->
                            "check the image's name and tag, and whether its registry wants a login (repositoryCredentials)"),
            known(
                    "exec: \"?[^\"]+\"?: (?:stat \\S+: no such file|executable file not found)",
                    _ ->
                            "the image has no such program. Command and entryPoint are run as they are, without a shell; for a"
                                    + " line of shell give [\"sh\", \"-c\", \"LINE\"]"),
            known("exec: \"?[^\"]+\"?: permission denied", _ -> "make the file executable in the image: chmod +x"),
            known(
                    "exec format error",
                    _ -> "the image is made for another CPU than this machine's; build it for this one"),
            known(
                    "port is already allocated|address already in use",
                    _ -> "another program has that host port; choose another, or 0 for one that is free"),
            known(
                    "no space left on device",
                    _ -> "make room on the engine's disk: docker system df, docker system prune"),
            known(
                    "matching entries in passwd file|unable to find user",
                    _ -> "the image has no such user; give its number"));

    private record Known(Pattern said, Function<MatchResult, String> helps) {}

    private final TaskCase known;

    private Advice(TaskCase known) {
        this.known = known;
    }

    static Optional<String> of(TaskCase known) {
        return new Advice(known).text();
    }

    private static Known known(String said, Function<MatchResult, String> helps) {
        return new Known(Pattern.compile(said), helps);
    }

    private Optional<String> text() {
        return known.task().stop().flatMap(stop -> ofWords(stop).or(() -> ofEnds(stop)));
    }

    private Optional<String> ofWords(Stop stop) {
        if (stop.code() == TaskStopCode.USER_INITIATED) {
            return Optional.empty(); // a user's words are his own
        }
        var said = Stream.concat(known.task().containers().stream().flatMap(Advice::fault), Stream.of(stop.reason()))
                .toList();
        return KNOWN.stream()
                .flatMap(one -> said.stream()
                        .flatMap(text -> one.said().matcher(text).results().limit(1))
                        .map(one.helps()))
                .findFirst();
    }

    private static Stream<String> fault(TaskContainer container) {
        return container.state() instanceof ContainerState.Failed failed
                ? Stream.of(failed.fault().message())
                : Stream.empty();
    }

    private Optional<String> ofEnds(Stop stop) {
        return exited().filter(one -> one.exited().outOfMemory())
                .findFirst()
                .map(one -> "raise memory of container " + one.name() + ", or of the task")
                .or(() -> exited().filter(one -> Causes.outlived(known, one.container(), one.exited(), stop))
                        .findFirst()
                        .map(one -> "nothing, if that is meant. To end sooner, let " + one.name()
                                + " handle its stop signal; a shell does not pass it on, unless it starts the program with"
                                + " exec"))
                .or(() -> stop.code() == TaskStopCode.ESSENTIAL_CONTAINER_EXITED
                        ? exited().filter(one -> one.container().essential()
                                        && one.exited().exitCode() == 0
                                        && !one.exited().finishedAt().isAfter(stop.at()))
                                .findFirst()
                                .map(one -> "nothing, if " + one.name()
                                        + " was to do its work and end. If it was to go on, keep"
                                        + " its program in the foreground; if the task was to go on without it, set its"
                                        + " essential to false")
                        : Optional.empty());
    }

    private record End(TaskContainer container, ContainerState.Exited exited) {
        String name() {
            return container.name();
        }
    }

    private Stream<End> exited() {
        return known.task().containers().stream()
                .flatMap(container -> container.state() instanceof ContainerState.Exited exited
                        ? Stream.of(new End(container, exited))
                        : Stream.empty());
    }
}

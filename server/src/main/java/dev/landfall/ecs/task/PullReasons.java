package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.PullFault;
import dev.landfall.engine.PullFault.Problem;
import dev.landfall.engine.PullFault.Stage;
import java.util.regex.Pattern;

/**
 * Why an image could not be pulled, in AWS's words. Fargate pulls with containerd and says so; on an instance the agent
 * repeats what Docker says. Both from the guide's page on CannotPullContainer errors, the agent's errors and tests, and
 * what tasks on AWS were seen to tell.
 */
final class PullReasons {
    private static final String ERROR = "CannotPullContainerError: ";
    private static final String DAEMON = "Error response from daemon: ";
    private static final String ROLE =
            "The task can’t pull the image. Check that the role has the permissions to pull images from the registry. ";

    /** What Docker puts before a registry's own words. */
    private static final Pattern DOCKERS_OWN = Pattern.compile(
            "^(manifest for \\S+ not found|repository \\S+ not found|pull access denied for \\S+, repository does not exist or may"
                    + " require 'docker login'): ");

    /** What Docker makes of an answer that is not in the protocol's form. */
    private static final Pattern UNREAD = Pattern.compile("(?s)error parsing HTTP \\d+ response body: .*?: \"(.*)\"?");

    private static final Pattern NO_ROLE = Pattern.compile(
            "denied: User: .+ is not authorized to perform: ecr:(BatchGetImage|GetDownloadUrlForLayer)");
    private static final Pattern PLATFORM = Pattern.compile("no matching manifest for (\\S+)");
    private static final Pattern STATUS = Pattern.compile("HTTP (?:status: |)(\\d{3}(?: [A-Z][A-Za-z ]*)?)");
    private static final Pattern ECR =
            Pattern.compile("(\\d{12}\\.dkr\\.ecr(?:-fips)?\\.[a-z0-9-]+\\.amazonaws\\.com(?:\\.cn)?/[^:@]+)[:@]?.*");

    private final String image;
    private final EngineFault fault;
    private final PullFault pull;

    private PullReasons(String image, EngineFault fault, PullFault pull) {
        this.image = image;
        this.fault = fault;
        this.pull = pull;
    }

    /** @param image as the task definition writes it */
    static String of(LaunchType launchType, String image, EngineFault fault) {
        return fault.pull()
                .map(pull -> new PullReasons(image, fault, pull))
                .map(told -> launchType == LaunchType.FARGATE ? told.onFargate() : told.onInstance())
                .orElseGet(() -> ERROR + fault.message());
    }

    private String onFargate() {
        if (isForRole()) {
            return ERROR + ROLE + fault.message();
        }
        var told = pull.stage() == Stage.MANIFEST
                ? "pull image manifest has been retried " + pull.tries() + " time(s): " + manifest()
                : "ref pull has been retried " + pull.tries() + " time(s): " + layers();
        var ecr = ECR.matcher(image);
        return pull.problem() == Problem.UNREACHABLE && ecr.matches()
                ? ERROR + "The task cannot pull ‘" + image + "’ from the Amazon ECR repository ‘" + ecr.group(1)
                        + "’. There is a connection issue between the task and Amazon ECR. Check your task network"
                        + " configuration. " + told
                : ERROR + told;
    }

    private String manifest() {
        var resolve = "failed to resolve ref " + image + ": ";
        return switch (pull.problem()) {
            case MISSING -> resolve + image + ": not found";
            case DENIED ->
                resolve + "pull access denied, repository does not exist or may require authorization: "
                        + (words().contains("no basic auth credentials")
                                ? "authorization failed: no basic auth credentials"
                                : "server message: " + words() + ": authorization failed");
            case OTHER_PLATFORM ->
                "image Manifest does not contain descriptor matching platform '" + found(PLATFORM, "linux") + "'";
            case TOO_MANY_REQUESTS -> tooMany();
            case UNEXPECTED_STATUS -> resolve + "unexpected status code " + found(STATUS, words());
            case NO_MANIFEST_IN_TIME, NOT_IN_TIME -> resolve + "context deadline exceeded";
            case UNREACHABLE -> resolve + (isRequest() ? "failed to do request: " : "") + words();
            case NO_LOGIN, NO_SPACE, OTHER -> resolve + words();
        };
    }

    private String layers() {
        var copy = "failed to copy: ";
        return switch (pull.problem()) {
            case TOO_MANY_REQUESTS -> copy + tooMany();
            case UNEXPECTED_STATUS ->
                copy + "httpReaderSeeker: failed open: unexpected status code " + found(STATUS, words());
            case UNREACHABLE ->
                copy + (isRequest() ? "httpReadSeeker: failed open: failed to do request: " : "") + words();
            case NOT_IN_TIME -> copy + "context deadline exceeded";
            case MISSING, NO_LOGIN, DENIED, OTHER_PLATFORM, NO_MANIFEST_IN_TIME, NO_SPACE, OTHER ->
                words().startsWith("failed to ") ? words() : copy + words();
        };
    }

    private String tooMany() {
        var unread = UNREAD.matcher(words());
        return "httpReaderSeeker: failed open: unexpected status code 429 Too Many Requests - Server message: "
                + (unread.matches() ? unread.group(1).replaceFirst("\"$", "") : words());
    }

    private String onInstance() {
        if (pull.problem() == Problem.NO_MANIFEST_IN_TIME || pull.problem() == Problem.NOT_IN_TIME) {
            return "DockerTimeoutError: " + fault.message();
        }
        if (pull.problem() == Problem.NO_LOGIN) {
            return "CannotPullECRContainerError: " + fault.message();
        }
        // The agent asks for the manifest first, unless the image is named by its digest. Docker finds out about the
        // platform when it pulls.
        var asked = pull.stage() == Stage.MANIFEST && pull.problem() != Problem.OTHER_PLATFORM && !image.contains("@");
        return asked && !isForRole()
                ? "CannotPullImageManifestError: " + DAEMON + words()
                : ERROR + hint() + fault.message();
    }

    /** The agent's own words before three of Docker's. */
    private String hint() {
        if (isForRole()) {
            return ROLE;
        }
        if (fault.message().contains("denied: requested access to the resource is denied")) {
            return "The task can’t pull the image. Check whether the image exists. ";
        }
        return fault.message().contains("request canceled while waiting for connection")
                ? "The task can’t pull the image. Check your network configuration. "
                : "";
    }

    private boolean isForRole() {
        return NO_ROLE.matcher(fault.message()).find();
    }

    /** Whether Docker names the request that was not answered, such as {@code Get "https://…": dial tcp …}. */
    private boolean isRequest() {
        return words().matches("(?s)(Get|Head|Post) \".*");
    }

    /** The registry's words, or those of the network. */
    private String words() {
        var message = fault.message().startsWith(DAEMON) ? fault.message().substring(DAEMON.length()) : fault.message();
        return DOCKERS_OWN.matcher(message).replaceFirst("");
    }

    private String found(Pattern pattern, String otherwise) {
        var found = pattern.matcher(words());
        return found.find() ? found.group(1) : otherwise;
    }
}

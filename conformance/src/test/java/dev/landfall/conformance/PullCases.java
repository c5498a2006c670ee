package dev.landfall.conformance;

import java.util.ArrayList;
import java.util.List;

/** Every way in which a registry keeps an image to itself, with AWS's words for it. */
final class PullCases {
    /** As often as AWS's agent. */
    static final int TRIES = 5;

    private static final String RATE_LIMIT = "You have reached your pull rate limit. You may increase the limit by"
            + " authenticating and upgrading: https://www.docker.com/increase-rate-limit";
    private static final String DENIED = "requested access to the resource is denied";
    private static final String NO_DIGEST = "@sha256:" + "0".repeat(64);
    private static final int NOISE_BYTES = 20_000;

    private final OddRegistry registry;
    private final OddRegistry withoutTls;

    PullCases(OddRegistry registry, OddRegistry withoutTls) {
        this.registry = registry;
        this.withoutTls = withoutTls;
    }

    private static RegistryImage noise() {
        return RegistryImage.ofNoise(NOISE_BYTES);
    }

    List<PullCase> all() {
        var all = new ArrayList<PullCase>();
        all.addAll(manifests());
        all.addAll(refusals());
        all.addAll(layers());
        all.addAll(connections());
        return all;
    }

    private List<PullCase> manifests() {
        return List.of(
                new PullCase(
                        registry.hasWithManifest(
                                "unknown", noise(), OddRegistry.error(404, "MANIFEST_UNKNOWN", "manifest unknown")),
                        1,
                        manifest(1) + "failed to resolve ref IMAGE: IMAGE: not found",
                        "CannotPullImageManifestError: Error response from daemon: manifest unknown: manifest unknown"),
                new PullCase(
                        registry.hasWithManifest(
                                        "unknown-digest",
                                        noise(),
                                        OddRegistry.error(404, "MANIFEST_UNKNOWN", "manifest unknown"))
                                .replace(":latest", NO_DIGEST),
                        1,
                        manifest(1) + "failed to resolve ref IMAGE: IMAGE: not found",
                        "CannotPullContainerError: Error response from daemon: manifest for IMAGE not found: manifest"
                                + " unknown: manifest unknown"),
                new PullCase(
                        registry.address() + "/no-repository:latest",
                        1,
                        manifest(1) + "failed to resolve ref IMAGE: IMAGE: not found",
                        "CannotPullImageManifestError: Error response from daemon: name unknown: repository name not"
                                + " known to registry"),
                new PullCase(
                        registry.address() + "/no-repository-digest" + NO_DIGEST,
                        1,
                        manifest(1) + "failed to resolve ref IMAGE: IMAGE: not found",
                        "CannotPullContainerError: Error response from daemon: repository " + registry.address()
                                + "/no-repository-digest not found: name unknown: repository name not known to"
                                + " registry"),
                new PullCase(
                        registry.hasWithManifest(
                                "other-platform",
                                noise(),
                                OddRegistry.manifest(RegistryImage.LIST, noise().listFor("arm64"))),
                        1,
                        manifest(1) + "image Manifest does not contain descriptor matching platform 'linux/amd64'",
                        "CannotPullContainerError: no matching manifest for linux/amd64 in the manifest list entries"),
                new PullCase(
                        registry.has("other-content", noise()).replace(":latest", NO_DIGEST),
                        1,
                        manifest(1) + "failed to resolve ref IMAGE: manifest verification failed for digest "
                                + NO_DIGEST.substring(1),
                        "CannotPullContainerError: manifest verification failed for digest " + NO_DIGEST.substring(1)));
    }

    private List<PullCase> refusals() {
        return List.of(
                new PullCase(
                        registry.hasWithManifest(
                                "rate-limit", noise(), OddRegistry.error(429, "TOOMANYREQUESTS", RATE_LIMIT)),
                        TRIES,
                        manifest(TRIES) + "httpReaderSeeker: failed open: unexpected status code 429 Too Many Requests"
                                + " - Server message: toomanyrequests: " + RATE_LIMIT,
                        "CannotPullImageManifestError: Error response from daemon: toomanyrequests: " + RATE_LIMIT),
                new PullCase(
                        registry.hasWithManifest(
                                "busy", noise(), OddRegistry.error(429, "TOOMANYREQUESTS", "Too Many Requests")),
                        TRIES,
                        manifest(TRIES) + "httpReaderSeeker: failed open: unexpected status code 429 Too Many Requests"
                                + " - Server message: toomanyrequests: Too Many Requests",
                        "CannotPullImageManifestError: Error response from daemon: toomanyrequests: Too Many Requests"),
                new PullCase(
                        registry.hasWithManifest("busy-gateway", noise(), OddRegistry.plain(429, "Too Many Requests")),
                        TRIES,
                        manifest(TRIES) + "httpReaderSeeker: failed open: unexpected status code 429 Too Many Requests"
                                + " - Server message: Too Many Requests",
                        "CannotPullImageManifestError: Error response from daemon: error parsing HTTP 429 response body:"
                                + " invalid character 'T' looking for beginning of value: \"Too Many Requests\""),
                new PullCase(
                        registry.hasWithManifest("unavailable", noise(), OddRegistry.plain(503, "upstream")),
                        TRIES,
                        manifest(TRIES) + "failed to resolve ref IMAGE: unexpected status code 503 Service Unavailable",
                        "CannotPullImageManifestError: Error response from daemon: received unexpected HTTP status: 503"
                                + " Service Unavailable"),
                new PullCase(
                        registry.hasWithManifest("denied", noise(), OddRegistry.error(403, "DENIED", DENIED)),
                        1,
                        manifest(1)
                                + "failed to resolve ref IMAGE: pull access denied, repository does not exist or may"
                                + " require authorization: server message: denied: " + DENIED
                                + ": authorization failed",
                        "CannotPullImageManifestError: Error response from daemon: denied: " + DENIED),
                new PullCase(
                        registry.hasWithManifest("denied-digest", noise(), OddRegistry.error(403, "DENIED", DENIED))
                                .replace(":latest", NO_DIGEST),
                        1,
                        manifest(1)
                                + "failed to resolve ref IMAGE: pull access denied, repository does not exist or may"
                                + " require authorization: server message: denied: " + DENIED
                                + ": authorization failed",
                        "CannotPullContainerError: The task can’t pull the image. Check whether the image exists. Error"
                                + " response from daemon: pull access denied for " + registry.address()
                                + "/denied-digest, repository does not exist or may require 'docker login': denied: "
                                + DENIED));
    }

    private List<PullCase> layers() {
        var corrupt = noise();
        var flipped = corrupt.layer().bytes().clone();
        flipped[NOISE_BYTES / 2] ^= 1;
        return List.of(
                new PullCase(
                        registry.hasWithLayer(
                                "rate-limit-layer", noise(), OddRegistry.error(429, "TOOMANYREQUESTS", RATE_LIMIT)),
                        TRIES,
                        layers(TRIES) + "httpReaderSeeker: failed open: unexpected status code 429 Too Many Requests"
                                + " - Server message: toomanyrequests: " + RATE_LIMIT,
                        "CannotPullContainerError: toomanyrequests: " + RATE_LIMIT),
                new PullCase(
                        registry.hasWithLayer("forbidden-layer", noise(), OddRegistry.plain(403, "<Error/>")),
                        1,
                        layers(1) + "httpReaderSeeker: failed open: unexpected status code 403",
                        "CannotPullContainerError: error parsing HTTP 403 response body: invalid character '<' looking"
                                + " for beginning of value: \"<Error/>\""),
                new PullCase(
                        registry.hasWithLayer("corrupt-layer", corrupt, OddRegistry.bytes(flipped)),
                        1,
                        layers(1) + "filesystem layer verification failed for digest "
                                + corrupt.layer().digest(),
                        "CannotPullContainerError: filesystem layer verification failed for digest "
                                + corrupt.layer().digest()));
    }

    private List<PullCase> connections() {
        var plain = "Get \"https://" + withoutTls.address() + "/v2/\": http: server gave HTTP response to HTTPS client";
        var refused = "Get \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused";
        return List.of(
                new PullCase(
                        withoutTls.has("no-tls", noise()),
                        1,
                        manifest(1) + "failed to resolve ref IMAGE: failed to do request: " + plain,
                        "CannotPullImageManifestError: Error response from daemon: " + plain),
                new PullCase(
                        "127.0.0.1:1/refused:latest",
                        TRIES,
                        manifest(TRIES) + "failed to resolve ref IMAGE: failed to do request: " + refused,
                        "CannotPullImageManifestError: Error response from daemon: " + refused));
    }

    static String manifest(int tries) {
        return "CannotPullContainerError: pull image manifest has been retried " + tries + " time(s): ";
    }

    private static String layers(int tries) {
        return "CannotPullContainerError: ref pull has been retried " + tries + " time(s): failed to copy: ";
    }
}

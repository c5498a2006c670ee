package dev.landfall.engine.docker;

import java.util.Optional;
import java.util.regex.Pattern;

/** An image's name taken apart: {@code [registry/]repository[:tag][@digest]}. */
record ImageReference(String repository, Optional<String> tag, Optional<String> digest) {
    /** A registry and path without empty or relative parts, a tag, a digest. */
    private static final Pattern FORM =
            Pattern.compile("(?!.*(?:\\.\\.|//|/\\.|\\./))(?:\\[[0-9A-Fa-f:]+\\]|[A-Za-z0-9])[A-Za-z0-9._:/-]*"
                    + "(?:@[A-Za-z0-9_+.-]+:[0-9A-Fa-f]{1,128})?");

    private static final String DOCKER_HUB = "docker.io/";
    private static final String OFFICIAL = "library/";

    /** Users write these, and they become part of requests' paths. @throws DockerFault in Docker's words */
    static ImageReference parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new DockerFault(400, "invalid reference format");
        }
        var at = text.indexOf('@');
        var name = at < 0 ? text : text.substring(0, at);
        var colon = name.indexOf(':', name.lastIndexOf('/') + 1);
        return new ImageReference(
                familiar(colon < 0 ? name : name.substring(0, colon)),
                colon < 0 ? Optional.empty() : Optional.of(name.substring(colon + 1)),
                at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1)));
    }

    /** The reference to pull: one image, never all of a repository's tags. */
    String pullable() {
        return repository + digest.map(value -> "@" + value).orElseGet(() -> ":" + tag.orElse("latest"));
    }

    /** Docker shows images of its Hub by their short names. */
    private static String familiar(String repository) {
        var name = repository.startsWith(DOCKER_HUB) ? repository.substring(DOCKER_HUB.length()) : repository;
        return name.startsWith(OFFICIAL) ? name.substring(OFFICIAL.length()) : name;
    }
}

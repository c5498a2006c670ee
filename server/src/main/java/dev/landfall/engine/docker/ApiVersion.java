package dev.landfall.engine.docker;

/** A version of the Docker Engine API. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /** What the requests of this package are written for. */
    static final ApiVersion SPOKEN = new ApiVersion(1, 41);

    /** Chooses the version to speak with an engine, by its answer to {@code /version}. */
    static ApiVersion of(Json answer) {
        var newest = parse(answer.text("ApiVersion").orElse("1.0"));
        var oldest = parse(answer.text("MinAPIVersion").orElse("1.0"));
        if (newest.compareTo(SPOKEN) < 0) {
            throw new DockerFault(
                    400,
                    "This engine speaks version " + newest + " of the Docker Engine API; " + SPOKEN
                            + " or newer is needed, as from Docker 20.10.");
        }
        return oldest.compareTo(SPOKEN) > 0 ? oldest : SPOKEN;
    }

    static ApiVersion parse(String text) {
        var parts = text.split("\\.", 2);
        return new ApiVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    String path() {
        return "/v" + this;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}

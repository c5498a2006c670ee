package dev.landfall.s3;

import java.net.URI;
import java.nio.file.Path;

/** What an operator chooses objects to be read from. */
public sealed interface S3Source {
    /** Each folder in it is a bucket. */
    record Folder(Path root) implements S3Source {
        public Folder {
            root = root.toAbsolutePath().normalize();
        }
    }

    /** An endpoint that speaks S3's protocol, asked with path-style addresses. */
    record Endpoint(URI address) implements S3Source {}

    /** A URL of http or https, else a folder. @throws IllegalArgumentException when it is a URL of nothing */
    static S3Source parse(String text) {
        if (!text.startsWith("http://") && !text.startsWith("https://")) {
            return new Folder(Path.of(text));
        }
        var address = URI.create(text);
        if (address.getHost() == null || address.getRawQuery() != null || address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an S3 endpoint is http[s]://host[:port], not " + text);
        }
        return new Endpoint(address);
    }
}

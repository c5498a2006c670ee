package dev.landfall.s3;

import dev.landfall.wire.auth.Signer;
import dev.landfall.wire.http.Percent;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Buckets of an S3-compatible endpoint, asked with path-style addresses and Signature Version 4. */
public final class EndpointBuckets implements Buckets {
    private static final Duration PATIENCE = Duration.ofSeconds(30); // the agent's for a download
    private static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final URI endpoint;
    private final Optional<Keys> keys;
    private final String region;
    private final InstantSource clock;

    /** How requests are signed. @param sessionToken of temporary keys */
    public record Keys(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
        @Override
        public String toString() {
            return "Keys[" + accessKeyId + "]";
        }
    }

    /** @param keys without which requests are not signed, as for public objects */
    public EndpointBuckets(URI endpoint, Optional<Keys> keys, String region, InstantSource clock) {
        this.endpoint = endpoint;
        this.keys = keys;
        this.region = region;
        this.clock = clock;
    }

    @Override
    public byte[] read(String bucket, String key) {
        try {
            return get(address(bucket, key));
        } catch (IOException e) {
            throw new S3Fault(0, "RequestError", "send request failed: " + e.getMessage());
        }
    }

    private URI address(String bucket, String key) {
        var base = endpoint.toString().replaceFirst("/+$", "");
        var path = Arrays.stream(key.split("/", -1)).map(Percent::encode).collect(Collectors.joining("/"));
        return URI.create(base + "/" + Percent.encode(bucket) + "/" + path);
    }

    private byte[] get(URI address) throws IOException {
        var connection = (HttpURLConnection) address.toURL().openConnection();
        try {
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.setInstanceFollowRedirects(false); // another host would be given our signature
            headers(address).forEach(connection::setRequestProperty);
            check(connection.getResponseCode());
            try (var in = connection.getInputStream()) {
                var bytes = in.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    throw S3Fault.tooLarge();
                }
                return bytes;
            }
        } finally {
            connection.disconnect();
        }
    }

    private Map<String, String> headers(URI address) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        var own = keys.get();
        var headers = new HashMap<String, String>();
        headers.put("x-amz-content-sha256", EMPTY_SHA256);
        own.sessionToken().ifPresent(token -> headers.put("x-amz-security-token", token));
        return new Signer(own.accessKeyId(), own.secretAccessKey(), region, "s3")
                .sign("GET", address, headers, new byte[0], clock.instant());
    }

    private static void check(int status) {
        switch (status) {
            case HttpURLConnection.HTTP_OK -> {}
            case HttpURLConnection.HTTP_NOT_FOUND -> throw S3Fault.notFound();
            case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN -> throw S3Fault.forbidden();
            default -> throw new S3Fault(status, "UnexpectedStatus", "the endpoint answered with the status " + status);
        }
    }
}

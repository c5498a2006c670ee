package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.PullFault.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that Docker engines were seen to say. */
class PullTroubleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MISSING             | false | 404 | manifest for r/app:v1 not found: manifest unknown: manifest unknown
            MISSING             | false | 404 | repository r/app not found: name unknown: repository name not known to registry
            MISSING             | false | 500 | name unknown
            MISSING             | false | 200 | unknown blob
            DENIED              | false | 404 | pull access denied for app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied
            DENIED              | false | 500 | denied
            DENIED              | false | 500 | unauthorized: incorrect username or password
            DENIED              | false | 500 | Head "http://r/v2/app/manifests/v1": no basic auth credentials
            DENIED              | false | 500 | error parsing HTTP 403 response body: unexpected end of JSON input: access denied
            OTHER_PLATFORM      | false | 200 | no matching manifest for linux/amd64 in the manifest list entries
            OTHER_PLATFORM      | false | 404 | image with reference app was found but does not match the specified platform: wanted linux/amd64, actual: linux/arm64
            TOO_MANY_REQUESTS   | true  | 500 | toomanyrequests: You have reached your pull rate limit.
            TOO_MANY_REQUESTS   | true  | 500 | error parsing HTTP 429 response body: invalid character 'T' looking for beginning of value: "Too Many Requests"
            UNEXPECTED_STATUS   | true  | 500 | received unexpected HTTP status: 503 Service Unavailable
            UNEXPECTED_STATUS   | false | 200 | error parsing HTTP 418 response body: unexpected end of JSON input: ""
            UNREACHABLE         | true  | 500 | Get "http://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused
            UNREACHABLE         | true  | 500 | Get "https://none.invalid/v2/": dial tcp: lookup none.invalid on 127.0.0.53:53: no such host
            UNREACHABLE         | true  | 500 | Get "https://r/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)
            UNREACHABLE         | true  | 500 | Get "https://r/v2/": net/http: TLS handshake timeout
            UNREACHABLE         | true  | 200 | unexpected EOF
            UNREACHABLE         | true  | 200 | read tcp 127.0.0.1:2->127.0.0.1:1: read: connection reset by peer
            UNREACHABLE         | true  | 200 | context canceled
            UNREACHABLE         | false | 500 | Get "https://10.0.0.1:5000/v2/": http: server gave HTTP response to HTTPS client
            UNREACHABLE         | false | 500 | Get "https://r/v2/": x509: certificate signed by unknown authority
            NO_SPACE            | false | 200 | write /var/lib/docker/tmp/GetImageBlob111111111: no space left on device
            NO_SPACE            | false | 200 | failed to register layer: Error processing tar file(exit status 1): write /noise: no space left on device
            OTHER               | false | 200 | filesystem layer verification failed for digest sha256:00
            OTHER               | true  | 500 | error unmarshalling content: invalid character 'h' looking for beginning of value
            OTHER               | false | 400 | invalid reference format
            """)
    void isTakenFor(Problem problem, boolean passing, int status, String words) {
        assertThat(PullTrouble.of(new DockerFault(status, words))).isEqualTo(new PullTrouble(problem, passing));
    }
}

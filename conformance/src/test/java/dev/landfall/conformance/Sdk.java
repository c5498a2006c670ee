package dev.landfall.conformance;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/** Clients of the AWS SDK for Java as anyone would set them up, and a count of what they send. */
final class Sdk implements AutoCloseable {
    private final URI endpoint;
    private final AwsCredentials credentials;
    private final SdkHttpClient http = Apache5HttpClient.create();
    private final AtomicInteger attempts = new AtomicInteger();

    private Sdk(URI endpoint, AwsCredentials credentials) {
        this.endpoint = endpoint;
        this.credentials = credentials;
    }

    static Sdk of(URI endpoint, String accessKeyId, String secret) {
        return new Sdk(endpoint, AwsBasicCredentials.create(accessKeyId, secret));
    }

    static Sdk of(URI endpoint, String accessKeyId, String secret, String sessionToken) {
        return new Sdk(endpoint, AwsSessionCredentials.create(accessKeyId, secret, sessionToken));
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.region(Region.EU_WEST_1)
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(http)
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(new Count()))
                .build();
    }

    /** How many requests were sent, each try counted. */
    int attempts() {
        return attempts.get();
    }

    @Override
    public void close() {
        http.close();
    }

    private final class Count implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            attempts.incrementAndGet();
        }
    }
}

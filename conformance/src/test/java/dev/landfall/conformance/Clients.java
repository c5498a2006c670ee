package dev.landfall.conformance;

import java.net.URI;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.iam.IamClient;

/** The AWS SDK's clients of one server, as one account's developer has them. */
final class Clients implements AutoCloseable {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "eu-west-1";

    private final Sdk sdk;
    private final EcsClient ecs;
    private final EcrClient ecr;
    private final CloudWatchLogsClient logs;
    private final Ec2Client ec2;
    private final IamClient iam;

    Clients(URI endpoint) {
        this(endpoint, ACCOUNT, "secret");
    }

    /** Those of whoever has a key. */
    Clients(URI endpoint, String accessKeyId, String secretAccessKey) {
        sdk = Sdk.of(endpoint, accessKeyId, secretAccessKey);
        ecs = sdk.client(EcsClient.builder());
        ecr = sdk.client(EcrClient.builder());
        logs = sdk.client(CloudWatchLogsClient.builder());
        ec2 = sdk.client(Ec2Client.builder());
        iam = sdk.client(IamClient.builder());
    }

    EcsClient ecs() {
        return ecs;
    }

    EcrClient ecr() {
        return ecr;
    }

    CloudWatchLogsClient logs() {
        return logs;
    }

    Ec2Client ec2() {
        return ec2;
    }

    IamClient iam() {
        return iam;
    }

    /** A default subnet, as every tutorial looks it up. */
    String subnet() {
        return ec2.describeSubnets().subnets().getFirst().subnetId();
    }

    @Override
    public void close() {
        ecs.close();
        ecr.close();
        logs.close();
        ec2.close();
        iam.close();
        sdk.close();
    }
}

package dev.landfall.wire;

import dev.landfall.contract.cloudwatch.CloudwatchService;
import dev.landfall.contract.ec2.Ec2Service;
import dev.landfall.contract.ecr.EcrService;
import dev.landfall.contract.ecs.EcsService;
import dev.landfall.contract.elbv2.Elbv2Service;
import dev.landfall.contract.iam.IamService;
import dev.landfall.contract.logs.LogsService;
import dev.landfall.contract.sts.StsService;
import dev.landfall.wire.auth.AccessKey;
import dev.landfall.wire.auth.AccessKeys;
import dev.landfall.wire.auth.Authentication;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.OpenAuthentication;
import dev.landfall.wire.auth.VerifyingAuthentication;
import dev.landfall.wire.http.HttpServer;
import dev.landfall.wire.http.Listen;
import dev.landfall.wire.http.Route;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The way of a request with next to nothing at its end: what clients and load are tried on. Run, it takes a port,
 * and {@code enforce} to verify signatures made with the secret "secret".
 */
public final class TinyServer {
    private TinyServer() {}

    public static void main(String[] arguments) throws IOException {
        var key = new AccessKey(
                "AKIDEXAMPLE",
                "secret",
                Principal.root("123456789012", "AKIDEXAMPLE"),
                Optional.empty(),
                Optional.empty());
        Authentication authentication = List.of(arguments).contains("enforce")
                ? new VerifyingAuthentication(id -> Optional.of(key))
                : new OpenAuthentication(AccessKeys.NONE);
        start(Integer.parseInt(arguments[0]), authentication, Authorizer.OPEN);
    }

    public static HttpServer start(int port, Authentication authentication, Authorizer authorizer) throws IOException {
        var services = List.of(
                Operations.bind(EcsService.MODEL, new TinyEcs()),
                Operations.bind(EcrService.MODEL),
                Operations.bind(LogsService.MODEL, new TinyLogs()),
                Operations.bind(IamService.MODEL, new TinyIam()),
                Operations.bind(StsService.MODEL, new TinySts()),
                Operations.bind(Elbv2Service.MODEL),
                Operations.bind(Ec2Service.MODEL, new TinyEc2()),
                Operations.bind(CloudwatchService.MODEL, new TinyCloudwatch()));
        var api = new ApiEndpoint(services, authentication, authorizer);
        return HttpServer.start(
                Listen.on("127.0.0.1", port), List.of(new Route("/", api)), InstantSource.system(), UUID::randomUUID);
    }
}

package dev.landfall.cli;

import dev.landfall.Settings;
import dev.landfall.Settings.Auth;
import dev.landfall.Settings.Forwarding;
import dev.landfall.network.Cidr;
import dev.landfall.network.NetworkSettings;
import dev.landfall.s3.S3Source;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that all commands share, each also an environment variable; an option wins over its variable. */
final class SettingsOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", defaultValue = "${env:LANDFALL_PORT:-4566}", paramLabel = "N")
    private int port;

    @Option(
            names = "--bind",
            defaultValue = "${env:LANDFALL_BIND:-127.0.0.1}",
            paramLabel = "ADDRESS",
            converter = Converters.Address.class)
    private InetAddress bind = InetAddress.getLoopbackAddress();

    @Option(names = "--data", defaultValue = "${env:LANDFALL_DATA:-${sys:user.home}/.landfall}", paramLabel = "DIR")
    private Path data = Path.of("");

    @Option(names = "--auth", defaultValue = "${env:LANDFALL_AUTH}", paramLabel = "open|enforce")
    private @Nullable Auth auth;

    @Option(
            names = "--vpc",
            defaultValue = "${env:LANDFALL_VPC:-172.31.0.0/16}",
            paramLabel = "CIDR",
            converter = Converters.Range.class)
    private Cidr vpc = NetworkSettings.DEFAULT.vpcBlock();

    @Option(
            names = "--public-ips",
            defaultValue = "${env:LANDFALL_PUBLIC_IPS:-127.64.0.0/16}",
            paramLabel = "CIDR",
            converter = Converters.Range.class)
    private Cidr publicIps = NetworkSettings.DEFAULT.publicPool();

    @Option(
            names = "--forwarding",
            defaultValue = "${env:LANDFALL_FORWARDING:-auto}",
            paramLabel = "auto|kernel|process")
    private Forwarding forwarding = Forwarding.AUTO;

    @Option(
            names = "--docker-host",
            defaultValue = "${env:LANDFALL_DOCKER_HOST}",
            paramLabel = "URL",
            converter = Converters.DockerHost.class)
    private @Nullable URI dockerHost;

    @Option(
            names = "--s3",
            defaultValue = "${env:LANDFALL_S3}",
            paramLabel = "DIR|URL",
            converter = Converters.Buckets.class)
    private @Nullable S3Source s3;

    Settings settings() {
        try {
            var buckets = s3 != null ? s3 : Settings.buckets(data);
            return new Settings(
                    port, bind, data, effectiveAuth(), vpc, publicIps, forwarding, effectiveDockerHost(), buckets);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /** Who can only be reached from this machine may be open; everyone else starts closed. */
    private Auth effectiveAuth() {
        if (auth != null) {
            return auth;
        }
        return bind.isLoopbackAddress() ? Auth.OPEN : Auth.ENFORCE;
    }

    private URI effectiveDockerHost() {
        return dockerHost != null ? dockerHost : DockerHosts.find(data, System.getenv());
    }
}

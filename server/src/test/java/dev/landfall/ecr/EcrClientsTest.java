package dev.landfall.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.docker.TestImages;
import dev.landfall.loop.VirtualScheduler;
import dev.landfall.wire.Realm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients that people have: aws, docker and skopeo, none of which knows that this is not AWS. */
@Tag("docker")
final class EcrClientsTest {
    private static final String BASE = TestImages.BUSYBOX;

    @TempDir
    Path directory;

    private final List<String> images = new ArrayList<>();
    private EcrServer server;
    private String image;

    @BeforeEach
    void start() throws IOException {
        try (var scheduler = new VirtualScheduler()) {
            TestImages.ensureBusybox(TestImages.host(), scheduler);
        }
        server = new EcrServer(directory);
        image = tagged("app:v1");
        ok("aws", "ecr", "create-repository", "--repository-name", "app");
    }

    @AfterEach
    void stop() {
        images.forEach(this::forget);
        if (server != null) {
            server.close();
        }
    }

    @Test
    void dockerPushesAndPullsByTagAndByDigest() {
        login();
        ok("docker", "push", "-q", image);
        var digest = ok(
                        "aws",
                        "ecr",
                        "describe-images",
                        "--repository-name",
                        "app",
                        "--image-ids",
                        "imageTag=v1",
                        "--query",
                        "imageDetails[0].imageDigest",
                        "--output",
                        "text")
                .strip();
        assertThat(ok("docker", "image", "inspect", "--format", "{{join .RepoDigests \" \"}}", image))
                .contains(digest);
        ok("docker", "image", "rm", image);
        ok("docker", "pull", "-q", image);
        ok("docker", "pull", "-q", server.host() + "/app@" + digest);

        var found = server.references()
                .resolve(new Realm("000000000000", "us-east-1"), "000000000000.dkr.ecr.us-east-1.amazonaws.com/app:v1");
        assertThat(found)
                .isEqualTo(new ImageReferences.Resolution.Found(
                        server.host() + "/app@" + digest,
                        dev.landfall.ecr.blob.Digest.parse(digest).orElseThrow(),
                        new Realm("000000000000", "us-east-1")));
    }

    @Test
    void dockerIsToldWhatIsWrong() {
        assertThat(failing("docker", "push", image)).contains("no basic auth credentials");
        assertThat(failing("docker", "login", "--username", "AWS", "--password", "wrong", server.host()))
                .contains("401 Unauthorized");
        login();
        assertThat(failing("docker", "push", tagged("none:v1")))
                .contains("The repository with name 'none' does not exist in the registry with id '000000000000'");
        assertThat(failing("docker", "pull", server.host() + "/app:v9")).contains("manifest unknown");
        ok("docker", "push", "-q", image);
        ok("aws", "ecr", "put-image-tag-mutability", "--repository-name", "app", "--image-tag-mutability", "IMMUTABLE");
        ok("docker", "push", "-q", image); // the same image again is fine
        ok("docker", "build", "-q", "-t", image, write("FROM " + BASE + "\nENV changed=yes\n"));
        assertThat(failing("docker", "push", image))
                .contains("The image tag 'v1' already exists in the 'app' repository and cannot be overwritten");
    }

    @Test
    void dockerMountsLayersItPushedBefore() {
        login();
        ok("docker", "push", "-q", image);
        ok("aws", "ecr", "create-repository", "--repository-name", "team/second");
        var second = tagged("team/second:v1");
        assertThat(ok("docker", "push", second)).contains("Mounted from app");
        ok("docker", "image", "rm", second);
        ok("docker", "pull", "-q", second);
    }

    @Test
    void skopeoCopiesInspectsAndDeletes() {
        login();
        ok("docker", "push", "-q", image);
        var password = ok("aws", "ecr", "get-login-password").strip();
        var credentials = "AWS:" + password;
        var oci = "oci:" + directory.resolve("oci") + ":x";
        ok("skopeo", "copy", "--src-tls-verify=false", "--src-creds", credentials, "docker://" + image, oci);
        ok(
                "skopeo",
                "copy",
                "--dest-tls-verify=false",
                "--dest-creds",
                credentials,
                oci,
                "docker://" + server.host() + "/app:oci");
        var shown = ok(
                "skopeo",
                "inspect",
                "--raw",
                "--tls-verify=false",
                "--creds",
                credentials,
                "docker://" + server.host() + "/app:oci");
        assertThat(shown).contains("application/vnd.oci.image.config.v1+json");
        assertThat(ok(
                        "skopeo",
                        "list-tags",
                        "--tls-verify=false",
                        "--creds",
                        credentials,
                        "docker://" + server.host() + "/app"))
                .contains("\"oci\"", "\"v1\"");
        ok("skopeo", "delete", "--tls-verify=false", "--creds", credentials, "docker://" + server.host() + "/app:oci");
        assertThat(ok("aws", "ecr", "list-images", "--repository-name", "app", "--query", "imageIds[].imageTag"))
                .doesNotContain("oci");
    }

    // By its digests too: a name that moved on leaves its old image under them.
    private void forget(String name) {
        var repository = name.substring(0, name.lastIndexOf(':'));
        run("docker", "image", "rm", name);
        run("docker", "image", "ls", "--digests", "--format", "{{.Repository}}@{{.Digest}}", repository)
                .output()
                .lines()
                .forEach(digest -> run("docker", "image", "rm", digest));
    }

    private void login() {
        var password = ok("aws", "ecr", "get-login-password").strip();
        ok("docker", "login", "--username", "AWS", "--password", password, server.host());
    }

    private String tagged(String name) {
        var tagged = server.host() + "/" + name;
        ok("docker", "tag", BASE, tagged);
        images.add(tagged);
        return tagged;
    }

    private String write(String dockerfile) {
        try {
            var context = Files.createDirectories(directory.resolve("context"));
            Files.writeString(context.resolve("Dockerfile"), dockerfile);
            return context.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String ok(String... command) {
        var ran = run(command);
        assertThat(ran.status())
                .as("%s%n%s", String.join(" ", command), ran.output())
                .isZero();
        return ran.output();
    }

    private String failing(String... command) {
        var ran = run(command);
        assertThat(ran.status())
                .as("%s%n%s", String.join(" ", command), ran.output())
                .isNotZero();
        return ran.output();
    }

    private Ran run(String... command) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var environment = builder.environment();
        environment.put("DOCKER_HOST", System.getenv("LANDFALL_TEST_DOCKER_HOST"));
        environment.put("DOCKER_CONFIG", directory.resolve("docker").toString());
        environment.put("DOCKER_BUILDKIT", "0");
        environment.put("AWS_ENDPOINT_URL", server.endpoint());
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        environment.put("AWS_DEFAULT_REGION", "us-east-1");
        environment.put("AWS_PAGER", "");
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new Ran(process.exitValue(), output);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record Ran(int status, String output) {}
}

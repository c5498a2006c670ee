package dev.landfall.ecs.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.ecs.task.Task;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ids in the paths that containers are given. They follow from the installation's secret and the task, so that they
 * are the same after a restart, are stored nowhere, and nobody without the secret can guess one. On the host's own network,
 * where no address tells which task asks, an id begins with its task's, by which it is found.
 */
public final class AgentIds {
    private static final String ALGORITHM = "HmacSHA256";
    private static final long VERSION_MASK = 0xF000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** Ten digits, the first of them not zero. */
    private static final long SMALLEST_SUFFIX = 1_000_000_000L;

    private static final long SUFFIXES = 9 * SMALLEST_SUFFIX;

    private static final Pattern NAMING = Pattern.compile("([0-9a-f]{32})-.+");

    private final SecretKeySpec key;

    /** @param secret the installation's */
    public AgentIds(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** Of the credentials of a task's role: a UUID, or ends with one. */
    String credentials(Task task, NetworkMode mode) {
        return naming(task, mode, uuid(digest("credentials", task.arn())));
    }

    /** Of a container at the metadata endpoint: ends with a UUID, but on Fargate what is told as its runtime's id, too. */
    String container(Task task, NetworkMode mode, String name) {
        var digest = digest("container", task.arn() + "/" + name);
        return task.spec().launchType() == LaunchType.FARGATE
                ? task.id() + "-" + (SMALLEST_SUFFIX + Math.floorMod(digest.getLong(), SUFFIXES))
                : naming(task, mode, uuid(digest));
    }

    /** The id of the task that an id names, if it does; anybody may have written it. */
    static Optional<String> named(String id) {
        var naming = NAMING.matcher(id);
        return naming.matches() ? Optional.of(naming.group(1)) : Optional.empty();
    }

    private static String naming(Task task, NetworkMode mode, String secret) {
        return mode == NetworkMode.HOST ? task.id() + "-" + secret : secret;
    }

    /** Takes the same time however much of it is right. */
    static boolean same(String given, String own) {
        return MessageDigest.isEqual(given.getBytes(UTF_8), own.getBytes(UTF_8));
    }

    private ByteBuffer digest(String purpose, String whose) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return ByteBuffer.wrap(mac.doFinal(("ecs.agent/" + purpose + "/" + whose).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    private static String uuid(ByteBuffer random) {
        return new UUID(random.getLong() & ~VERSION_MASK | VERSION_4, random.getLong() & VARIANT_MASK | VARIANT)
                .toString();
    }
}

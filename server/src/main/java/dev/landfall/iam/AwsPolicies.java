package dev.landfall.iam;

import dev.landfall.iam.ManagedPolicy.Version;
import dev.landfall.json.Json;
import dev.landfall.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The managed policies of AWS that users of ECS attach, as AWS publishes them. */
final class AwsPolicies {
    static final String ARN_PREFIX = "arn:aws:iam::aws:policy/";
    private static final String RESOURCE = "managed-policies.json";

    private AwsPolicies() {}

    /** Read when first asked for. */
    private static final class Holder {
        static final Map<String, ManagedPolicy> ALL = read();
    }

    static Optional<ManagedPolicy> find(String arn) {
        return Optional.ofNullable(Holder.ALL.get(arn));
    }

    static Collection<ManagedPolicy> all() {
        return Holder.ALL.values();
    }

    private static Map<String, ManagedPolicy> read() {
        try (var in = AwsPolicies.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            var policies = new LinkedHashMap<String, ManagedPolicy>();
            var list = (Json.Items) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            for (var json : list.values()) {
                var policy = policy((Json.Members) json);
                policies.put(policy.arn(), policy);
            }
            return policies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Json.Malformed e) {
            throw new IllegalStateException(RESOURCE + " is not JSON", e);
        }
    }

    private static ManagedPolicy policy(Json.Members json) {
        var name = text(json, "name");
        var version = text(json, "version");
        var updated = OffsetDateTime.parse(text(json, "updated")).toInstant();
        var document = JsonText.of(json.get("document").orElseThrow());
        return new ManagedPolicy(
                "aws",
                name,
                text(json, "path"),
                IamIds.derived("ANPA", name), // the same each time; AWS's own are not known
                OffsetDateTime.parse(text(json, "created")).toInstant(),
                updated,
                Optional.empty(),
                Map.of(),
                List.of(new Version(version, document, updated)),
                version,
                Integer.parseInt(version.substring(1)));
    }

    private static String text(Json.Members json, String member) {
        return ((Json.Text) json.get(member).orElseThrow()).value();
    }
}

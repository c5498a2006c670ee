package dev.landfall.ecr.image;

import dev.landfall.ecr.blob.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads manifests: what a registry must know of them, and no more. Members it does not know stay in the bytes. */
public final class ManifestReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_REFERENCES = 10_000; // far above any real image; bounds the links one push can make

    private int schemaVersion;
    private @Nullable String mediaType;
    private @Nullable String artifactType;
    private @Nullable Descriptor config;
    private @Nullable Descriptor subject;
    private @Nullable List<Descriptor> layers;
    private @Nullable List<Descriptor> manifests;
    private Map<String, String> annotations = Map.of();

    private ManifestReader() {}

    /**
     * Reads a manifest.
     *
     * @param declaredType what the client says it is; absent or empty leaves it to the manifest's own mediaType
     * @throws Manifest.Invalid when it is no JSON, of no known type, or lacks what its type needs
     */
    public static Manifest read(byte[] bytes, Optional<String> declaredType) throws Manifest.Invalid {
        if (bytes.length > Manifest.MAX_BYTES) {
            throw new Manifest.Invalid("manifest is larger than " + Manifest.MAX_BYTES + " bytes");
        }
        var reader = new ManifestReader();
        try (var json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            reader.document(json);
            if (json.nextToken() != null) {
                throw new Manifest.Invalid("manifest has something after its end");
            }
        } catch (JacksonException e) {
            throw new Manifest.Invalid("manifest is not JSON: " + e.getOriginalMessage());
        }
        return reader.manifest(bytes, declaredType);
    }

    private Manifest manifest(byte[] bytes, Optional<String> declaredType) throws Manifest.Invalid {
        var type = type(declaredType.filter(text -> !text.isBlank()));
        if (schemaVersion != 2) {
            throw new Manifest.Invalid("manifest schemaVersion " + schemaVersion + " is not supported");
        }
        if (type.index() ? manifests == null : config == null || layers == null) {
            throw new Manifest.Invalid("manifest lacks " + (type.index() ? "manifests" : "config or layers"));
        }
        return new Manifest(
                type,
                Digest.of(bytes),
                bytes,
                type.index() ? Optional.empty() : Optional.ofNullable(config),
                type.index() || layers == null ? List.of() : layers,
                type.index() && manifests != null ? manifests : List.of(),
                Optional.ofNullable(subject),
                Optional.ofNullable(artifactType),
                annotations);
    }

    private ManifestType type(Optional<String> declared) throws Manifest.Invalid {
        var own = Optional.ofNullable(mediaType);
        var name = declared.or(() -> own)
                .orElseThrow(() -> new Manifest.Invalid("manifest has no mediaType and none was declared"));
        var type = ManifestType.of(name)
                .orElseThrow(() -> new Manifest.Invalid("manifest media type '" + name + "' is not supported"));
        if (own.isPresent() && ManifestType.of(own.get()).filter(type::equals).isEmpty()) {
            throw new Manifest.Invalid("manifest says mediaType '" + own.get() + "' but was declared '" + name + "'");
        }
        return type;
    }

    private void document(JsonParser json) throws Manifest.Invalid {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new Manifest.Invalid("manifest is not a JSON object");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = json.currentName();
            var token = json.nextToken();
            switch (name) {
                case "schemaVersion" -> {
                    expect(token, JsonToken.VALUE_NUMBER_INT, name);
                    schemaVersion = json.getIntValue();
                }
                case "mediaType" -> mediaType = text(json, token, name);
                case "artifactType" -> artifactType = text(json, token, name);
                case "config" -> config = descriptor(json, token, name);
                case "subject" -> subject = token == JsonToken.VALUE_NULL ? null : descriptor(json, token, name);
                case "layers" -> layers = descriptors(json, token, name);
                case "manifests" -> manifests = descriptors(json, token, name);
                case "annotations" -> annotations = texts(json, token, name);
                default -> json.skipChildren();
            }
        }
    }

    private static List<Descriptor> descriptors(JsonParser json, JsonToken token, String name) throws Manifest.Invalid {
        expect(token, JsonToken.START_ARRAY, name);
        var all = new ArrayList<Descriptor>();
        for (var next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
            all.add(descriptor(json, next, name));
            if (all.size() > MAX_REFERENCES) {
                throw new Manifest.Invalid("manifest " + name + " has more than " + MAX_REFERENCES + " entries");
            }
        }
        return all;
    }

    private static Descriptor descriptor(JsonParser json, JsonToken token, String where) throws Manifest.Invalid {
        expect(token, JsonToken.START_OBJECT, where);
        var type = "";
        var digest = "";
        var size = -1L;
        var foreign = false;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = json.currentName();
            var value = json.nextToken();
            switch (name) {
                case "mediaType" -> type = text(json, value, where + ".mediaType");
                case "digest" -> digest = text(json, value, where + ".digest");
                case "size" -> {
                    expect(value, JsonToken.VALUE_NUMBER_INT, where + ".size");
                    size = json.getLongValue();
                }
                case "urls" -> {
                    foreign = value == JsonToken.START_ARRAY && json.nextToken() != JsonToken.END_ARRAY;
                    skipRest(json, foreign);
                }
                default -> json.skipChildren();
            }
        }
        var bad = digest;
        var parsed = Digest.parse(digest)
                .orElseThrow(() -> new Manifest.Invalid("manifest " + where + " has an invalid digest '" + bad + "'"));
        if (size < 0) {
            throw new Manifest.Invalid("manifest " + where + " has no size");
        }
        return new Descriptor(type, parsed, size, foreign);
    }

    private static void skipRest(JsonParser json, boolean insideArray) {
        if (!insideArray) {
            json.skipChildren();
            return;
        }
        do {
            json.skipChildren();
        } while (json.nextToken() != JsonToken.END_ARRAY);
    }

    private static Map<String, String> texts(JsonParser json, JsonToken token, String name) throws Manifest.Invalid {
        if (token == JsonToken.VALUE_NULL) {
            return Map.of();
        }
        expect(token, JsonToken.START_OBJECT, name);
        var all = new HashMap<String, String>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            var key = json.currentName();
            all.put(key, text(json, json.nextToken(), name));
        }
        return all;
    }

    private static String text(JsonParser json, JsonToken token, String name) throws Manifest.Invalid {
        expect(token, JsonToken.VALUE_STRING, name);
        return json.getString();
    }

    private static void expect(@Nullable JsonToken actual, JsonToken wanted, String name) throws Manifest.Invalid {
        if (actual != wanted) {
            throw new Manifest.Invalid("manifest has an invalid " + name);
        }
    }
}

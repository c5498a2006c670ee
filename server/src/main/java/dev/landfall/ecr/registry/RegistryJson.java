package dev.landfall.ecr.registry;

import dev.landfall.ecr.image.ManifestType;
import dev.landfall.ecr.repository.Image;
import dev.landfall.ecr.repository.RepositoryName;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The few documents that a registry writes itself. */
final class RegistryJson {
    private static final JsonFactory JSON = new JsonFactory();

    private RegistryJson() {}

    static String error(RegistryError error) {
        return write(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("errors");
            json.writeStartObject();
            json.writeStringProperty("code", error.code());
            json.writeStringProperty("message", error.text());
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static String tags(RepositoryName name, List<String> tags) {
        return write(json -> {
            json.writeStartObject();
            json.writeStringProperty("name", name.value());
            json.writeArrayPropertyStart("tags");
            tags.forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** The index that answers who refers to an image. */
    static String referrers(List<Image> images) {
        return write(json -> {
            json.writeStartObject();
            json.writeNumberProperty("schemaVersion", 2);
            json.writeStringProperty("mediaType", ManifestType.OCI_INDEX.mediaType());
            json.writeArrayPropertyStart("manifests");
            images.forEach(image -> referrer(json, image));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void referrer(JsonGenerator json, Image image) {
        json.writeStartObject();
        json.writeStringProperty("mediaType", image.type().mediaType());
        json.writeStringProperty("digest", image.digest().toString());
        json.writeNumberProperty("size", image.manifestBytes());
        image.artifactType().ifPresent(type -> json.writeStringProperty("artifactType", type));
        if (!image.annotations().isEmpty()) {
            json.writeObjectPropertyStart("annotations");
            image.annotations().forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static String write(Consumer<JsonGenerator> document) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            document.accept(json);
        }
        return text.toString();
    }
}

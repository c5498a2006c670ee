package dev.landfall.contract.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GeneratorTest {
    private static final String MODEL = """
            {"metadata": {"serviceFullName": "Tiny", "endpointPrefix": "tiny", "protocols": ["json"]},
             "operations": {"Ask": {"http": {"method": "POST", "requestUri": "/"}, "input": "Question"},
                            "Tell": {"http": {"method": "POST", "requestUri": "/"}, "input": "Object",
                                     "output": "Object"}},
             "paginators": {},
             "shapes": {"Question": {"type": "structure", "required": ["Who"],
                                     "members": {"Who": {"shape": "Name"}, "about": {"shape": "Object"}}},
                        "Object": {"type": "structure", "members": {"class": {"shape": "String"}}},
                        "Name": {"type": "string", "max": 5, "sensitive": true},
                        "String": {"type": "string", "enum": ["a", "A"]}}}
            """;

    @TempDir
    Path home;

    private Path sources;

    @BeforeEach
    void writeModel() throws IOException {
        Files.createDirectories(home.resolve("models"));
        Files.writeString(home.resolve("models/tiny.json"), MODEL);
        sources = home.resolve("sources/dev/landfall/contract/tiny");
        generate();
    }

    private void generate() throws IOException {
        Generator.main(new String[] {
            home.resolve("models").toString(),
            home.resolve("sources").toString(),
            home.resolve("stamp").toString()
        });
    }

    private String source(String type) throws IOException {
        return Files.readString(sources.resolve(type + ".java"));
    }

    @Test
    void shapesOfAnOperationAreCalledAfterIt() throws IOException {
        assertThat(source("AskRequest"))
                .contains("record AskRequest(java.lang.@Nullable String who, @Nullable Object about)");
        assertThat(source("AskResponse")).contains("record AskResponse()");
        assertThat(source("TellRequest")).contains("@Nullable String class_");
        assertThat(sources.resolve("Question.java")).doesNotExist();
    }

    @Test
    void aShapeNamedLikeOneOfJavasDoesNotHideIt() throws IOException {
        assertThat(source("Object")).contains("public java.lang.@Nullable Object member(int index)");
        assertThat(source("String")).contains("A(\"a\"),", "A_2(\"A\");", "private final java.lang.String value;");
    }

    @Test
    void constraintsBecomeSchemas() throws IOException {
        assertThat(source("AskRequest")).contains(".mandatory()", "\"***\"");
        assertThat(source("TinyShapes")).contains("Limits.atMost(5L)).secret()");
    }

    @Test
    void anUnchangedModelWritesNothing() throws IOException {
        var file = sources.resolve("AskRequest.java");
        Files.writeString(file, "touched");
        generate();
        assertThat(file).hasContent("touched");
    }

    @Test
    void aChangedModelRewritesOnlyWhatChangedAndRemovesWhatIsGone() throws IOException {
        var untouched = sources.resolve("TellRequest.java");
        Files.setLastModifiedTime(untouched, FileTime.fromMillis(1_000));
        Files.writeString(home.resolve("models/tiny.json"), MODEL.replace("\"Who\"", "\"Whom\""));
        Files.writeString(sources.resolve("Old.java"), "");
        generate();
        assertThat(source("AskRequest")).contains("whom");
        assertThat(sources.resolve("Old.java")).doesNotExist();
        assertThat(Files.getLastModifiedTime(untouched)).isEqualTo(FileTime.fromMillis(1_000));
    }

    @Test
    void aModelThatRefersToNothingIsRefused() throws IOException {
        Files.writeString(
                home.resolve("models/tiny.json"), MODEL.replace("\"shape\": \"Name\"", "\"shape\": \"Nome\""));
        assertThatThrownBy(this::generate).hasMessage("tiny has no shape Nome");
    }
}

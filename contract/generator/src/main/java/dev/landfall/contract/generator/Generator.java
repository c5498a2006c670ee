package dev.landfall.contract.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the models in one directory and writes their Java to another, touching only what changed. */
public final class Generator {
    private Generator() {}

    /**
     * @param arguments the directory of the models, the directory of the sources, a file that remembers what the
     *     sources were made of
     */
    public static void main(String[] arguments) throws IOException {
        var models = models(Path.of(arguments[0]));
        var stamp = new Stamp(Path.of(arguments[2]), models);
        if (stamp.isCurrent()) {
            return;
        }
        var output = new Output(Path.of(arguments[1]));
        for (var model : models) {
            var name = model.getFileName().toString();
            write(output, service(model, name.substring(0, name.lastIndexOf('.'))));
        }
        output.removeStale();
        stamp.remember();
    }

    private static List<Path> models(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static Service service(Path model, String id) throws IOException {
        try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), Files.readAllBytes(model))) {
            return Service.of(id, Node.read(parser));
        }
    }

    private static void write(Output output, Service service) throws IOException {
        for (var file : sources(service).entrySet()) {
            output.write("dev/landfall/contract/" + service.id() + "/" + file.getKey() + ".java", file.getValue());
        }
    }

    private static Map<String, String> sources(Service service) {
        var types = new JavaTypes(service);
        var schemas = new Schemas(service, types);
        var once = new ServiceSource(service, types, schemas);
        var prefix = Names.type(service.id());
        var files = new TreeMap<String, String>();
        files.put("package-info", once.packageInfo());
        files.put(prefix + "Shapes", once.shapes());
        files.put(prefix + "Errors", once.errors());
        files.put(prefix + "Service", once.operations());
        for (var name : service.structures().keySet()) {
            files.put(service.type(name), new RecordSource(service, types, schemas, name).source());
        }
        for (var name : service.enums().keySet()) {
            files.put(service.type(name), EnumSource.of(service, types, name));
        }
        return files;
    }
}

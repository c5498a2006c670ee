package dev.landfall.contract.generator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service's model, with every structure and enum given the name of its Java type: the shapes an operation takes and
 * gives are called after the operation, whatever the model calls them.
 *
 * @param types shape to Java type, for the structures and enums that become types of their own
 */
record Service(
        String id,
        Node metadata,
        Map<String, Node> operations,
        Node paginators,
        Map<String, Node> shapes,
        Map<String, String> types) {

    private static final Node NOTHING = new Node(Map.of("type", "structure"));

    static Service of(String id, Node model) {
        var operations = model.node("operations").nodes();
        var shapes = new TreeMap<>(model.node("shapes").nodes());
        addSides(operations, shapes);
        return new Service(
                id, model.node("metadata"), operations, model.node("paginators"), shapes, typesOf(shapes, operations));
    }

    /** The Java name of an operation's input. */
    static String request(String operation) {
        return operation + "Request";
    }

    /** The Java name of an operation's output. */
    static String response(String operation) {
        return operation + "Response";
    }

    Map<String, Node> structures() {
        return shapes.entrySet().stream()
                .filter(shape -> isStructure(shape.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    Map<String, Node> enums() {
        return shapes.entrySet().stream()
                .filter(shape -> shape.getValue().has("enum"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    /** The shape of that name. */
    Node shape(String name) {
        var shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalStateException(id + " has no shape " + name);
        }
        return shape;
    }

    String type(String shape) {
        return types.getOrDefault(shape, Names.type(shape));
    }

    static boolean isStructure(Node shape) {
        return shape.text("type").orElseThrow().equals("structure") && !shape.flag("document");
    }

    /** Gives every operation a shape of its own for each side, and forgets those that nothing else refers to. */
    private static void addSides(Map<String, Node> operations, Map<String, Node> shapes) {
        var sides = new LinkedHashMap<String, Node>();
        var replaced = new LinkedHashSet<String>();
        operations.forEach((name, operation) -> {
            operation.text("input").ifPresent(replaced::add);
            operation.text("output").ifPresent(replaced::add);
            sides.put(request(name), operation.text("input").map(shapes::get).orElse(NOTHING));
            sides.put(response(name), operation.text("output").map(shapes::get).orElse(NOTHING));
        });
        replaced.removeAll(referenced(shapes.values()));
        shapes.keySet().removeAll(replaced);
        sides.forEach((name, shape) -> {
            if (shapes.put(name, shape) != null) {
                throw new IllegalStateException("Another shape is called " + name);
            }
        });
    }

    private static Set<String> referenced(Collection<Node> shapes) {
        return shapes.stream()
                .flatMap(shape -> Stream.concat(
                        shape.node("members").nodes().values().stream(),
                        Stream.of("member", "key", "value").map(shape::node)))
                .flatMap(reference -> reference.text("shape").stream())
                .collect(Collectors.toSet());
    }

    private static Map<String, String> typesOf(Map<String, Node> shapes, Map<String, Node> operations) {
        var used = Names.fresh(); // upper-cased, as some file systems do not tell the cases apart
        var types = new TreeMap<String, String>();
        operations.keySet().stream()
                .flatMap(operation -> Stream.of(request(operation), response(operation)))
                .forEach(side -> types.put(side, claim(side, used)));
        shapes.forEach((name, shape) -> {
            if ((isStructure(shape) || shape.has("enum")) && !types.containsKey(name)) {
                types.put(name, claim(Names.type(name), used));
            }
        });
        return types;
    }

    private static String claim(String type, Set<String> used) {
        var candidate = type;
        for (int n = 2; !used.add(candidate.toUpperCase(java.util.Locale.ROOT)); n++) {
            candidate = type + n;
        }
        return candidate;
    }
}

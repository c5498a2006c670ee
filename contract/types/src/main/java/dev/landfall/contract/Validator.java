package dev.landfall.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks a structure against the constraints of its model. */
public final class Validator {
    /** No caller reads more, and a stranger's request must not buy an endless answer. */
    private static final int LIMIT = 50;

    private final MemberPath path = new MemberPath();
    private final List<Violation> violations = new ArrayList<>();

    private Validator() {}

    /** What is wrong, in the model's order; the first fifty at most. */
    public static List<Violation> validate(Structure structure) {
        var validator = new Validator();
        validator.structure(structure);
        return List.copyOf(validator.violations);
    }

    private void structure(Structure structure) {
        var members = structure.schema().members();
        for (int i = 0; i < members.size() && violations.size() < LIMIT; i++) {
            var member = members.get(i);
            var value = structure.member(i);
            path.member(member.name());
            if (value != null) {
                value(member.schema(), value, structure.schema().sensitive());
            } else if (member.required()) {
                violations.add(Violation.missing(path.toString()));
            }
            path.leave();
        }
    }

    private void value(Schema schema, Object value, boolean hidden) {
        Constraints.broken(schema, value).forEach(constraint -> report(schema, value, hidden, constraint));
        switch (value) {
            case Structure structure -> structure(structure);
            case List<?> elements when schema instanceof ListSchema list -> elements(list, elements);
            case Map<?, ?> entries when schema instanceof MapSchema map -> entries(map, entries);
            default -> {}
        }
    }

    private void report(Schema schema, Object value, boolean hidden, String constraint) {
        violations.add(
                hidden || Constraints.secret(schema)
                        ? Violation.hidden(path.toString(), constraint)
                        : Violation.of(path.toString(), value, constraint));
    }

    /** Elements with members are reported each in its place, plain ones all together at the list. */
    private void elements(ListSchema schema, List<?> elements) {
        if (Constraints.plain(schema.element())) {
            if (elements.stream()
                    .anyMatch(element ->
                            !Constraints.broken(schema.element(), element).isEmpty())) {
                report(schema, elements, false, "Member must satisfy constraint: " + Constraints.all(schema.element()));
            }
            return;
        }
        for (int i = 0; i < elements.size() && violations.size() < LIMIT; i++) {
            path.element(i);
            value(schema.element(), elements.get(i), false);
            path.leave();
        }
    }

    private void entries(MapSchema schema, Map<?, ?> entries) {
        if (entries.keySet().stream()
                .anyMatch(key -> !Constraints.broken(schema.key(), key).isEmpty())) {
            report(schema, entries, false, "Map keys must satisfy constraint: " + Constraints.all(schema.key()));
        }
        if (Constraints.plain(schema.value())) {
            if (entries.values().stream()
                    .anyMatch(
                            value -> !Constraints.broken(schema.value(), value).isEmpty())) {
                report(schema, entries, false, "Map value must satisfy constraint: " + Constraints.all(schema.value()));
            }
            return;
        }
        entries.forEach((key, value) -> {
            path.entry((String) key);
            value(schema.value(), value, false);
            path.leave();
        });
    }
}

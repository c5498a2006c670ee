package dev.landfall.contract.codec;

import dev.landfall.contract.ListSchema;
import dev.landfall.contract.MapSchema;
import dev.landfall.contract.Schema;
import dev.landfall.contract.Structure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes requests of the query protocols as AWS's clients do. */
final class QueryClient {
    private final boolean ec2;
    private final Map<String, String> form = new LinkedHashMap<>();

    private QueryClient(boolean ec2) {
        this.ec2 = ec2;
    }

    static Map<String, String> query(Structure input) {
        return of(input, false);
    }

    static Map<String, String> ec2(Structure input) {
        return of(input, true);
    }

    private static Map<String, String> of(Structure input, boolean ec2) {
        var client = new QueryClient(ec2);
        client.structure("", input);
        return client.form;
    }

    static String body(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void structure(String prefix, Structure structure) {
        var members = structure.schema().members();
        for (int i = 0; i < members.size(); i++) {
            var member = members.get(i);
            var value = structure.member(i);
            if (value != null) {
                var name = ec2 ? member.queryName() : member.wireName();
                value(prefix.isEmpty() ? name : prefix + "." + name, member.schema(), value);
            }
        }
        if (!prefix.isEmpty()) {
            form.putIfAbsent(prefix, ""); // so that an empty structure is told from an absent one
        }
    }

    private void value(String name, Schema schema, Object value) {
        switch (value) {
            case Structure structure -> structure(name, structure);
            case List<?> elements -> list(name, (ListSchema) schema, elements);
            case Map<?, ?> entries -> map(name, (MapSchema) schema, entries);
            default -> form.put(name, Texts.format(schema, value));
        }
    }

    private void list(String name, ListSchema schema, List<?> elements) {
        if (elements.isEmpty()) {
            form.put(name, "");
        }
        for (int i = 0; i < elements.size(); i++) {
            var prefix = ec2 ? name : name + "." + schema.elementName();
            value(prefix + "." + (i + 1), schema.element(), elements.get(i));
        }
    }

    private void map(String name, MapSchema schema, Map<?, ?> entries) {
        if (entries.isEmpty()) {
            form.put(name, "");
        }
        int number = 1;
        for (var entry : entries.entrySet()) {
            var prefix = name + ".entry." + number++;
            form.put(prefix + "." + schema.keyName(), (String) entry.getKey());
            value(prefix + "." + schema.valueName(), schema.value(), entry.getValue());
        }
    }
}

package dev.landfall.contract.codec;

import dev.landfall.contract.ListSchema;
import dev.landfall.contract.MapSchema;
import dev.landfall.contract.Schema;
import dev.landfall.contract.Structure;
import java.util.List;
import java.util.Map;

/** Writes the members of a structure as XML elements. */
final class XmlEncoder {
    private final Xml xml;

    XmlEncoder(Xml xml) {
        this.xml = xml;
    }

    void members(Structure structure) {
        var members = structure.schema().members();
        for (int i = 0; i < members.size(); i++) {
            var value = structure.member(i);
            if (value != null) {
                element(members.get(i).wireName(), members.get(i).schema(), value);
            }
        }
    }

    private void element(String name, Schema schema, Object value) {
        switch (value) {
            case Structure structure -> {
                xml.open(name);
                members(structure);
                xml.close(name);
            }
            case List<?> elements
            when schema instanceof ListSchema list -> {
                xml.open(name);
                elements.forEach(element -> element(list.elementName(), list.element(), element));
                xml.close(name);
            }
            case Map<?, ?> entries
            when schema instanceof MapSchema map -> {
                xml.open(name);
                entries.forEach((key, entry) -> entry(map, (String) key, entry));
                xml.close(name);
            }
            default -> xml.leaf(name, Texts.format(schema, value));
        }
    }

    private void entry(MapSchema schema, String key, Object value) {
        xml.open("entry").leaf(schema.keyName(), key);
        element(schema.valueName(), schema.value(), value);
        xml.close("entry");
    }
}

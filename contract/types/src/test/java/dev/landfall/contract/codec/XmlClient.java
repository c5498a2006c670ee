package dev.landfall.contract.codec;

import dev.landfall.contract.ListSchema;
import dev.landfall.contract.MapSchema;
import dev.landfall.contract.MemberPath;
import dev.landfall.contract.Schema;
import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/** Reads XML answers as AWS's clients do, with the JDK's own parser. */
final class XmlClient {
    private XmlClient() {}

    static Element root(byte[] xml) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml))
                    .getDocumentElement();
        } catch (Exception unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    static <T extends Structure> T structure(StructureSchema<T> schema, Element element) {
        return schema.create(schema.members().stream()
                .map(member -> child(element, member.wireName())
                        .map(found -> value(member.schema(), found))
                        .orElse(null))
                .toArray());
    }

    static Optional<Element> child(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .findFirst();
    }

    private static List<Element> children(Element parent) {
        var nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    private static Object value(Schema schema, Element element) {
        return switch (schema) {
            case StructureSchema<?> structure -> structure(structure, element);
            case ListSchema list ->
                children(element).stream()
                        .map(child -> value(list.element(), child))
                        .toList();
            case MapSchema map -> {
                var entries = new LinkedHashMap<String, Object>();
                children(element)
                        .forEach(entry -> entries.put(
                                child(entry, map.keyName()).orElseThrow().getTextContent(),
                                value(map.value(), child(entry, map.valueName()).orElseThrow())));
                yield entries;
            }
            default -> Texts.parse(schema, element.getTextContent(), new MemberPath());
        };
    }
}

package dev.landfall.ecs.instance;

import dev.landfall.contract.ecs.Attribute;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Names;
import java.util.regex.Pattern;

/** What ECS wants of the attributes that users put on container instances. */
final class AttributeRules {
    /** So many of a user's own on an instance, and in one call. */
    static final int MOST = 10;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_./\\\\-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[a-zA-Z0-9_.@/\\\\: -]{1,128}");

    private AttributeRules() {}

    static String name(Attribute attribute) {
        var name = attribute.nameOr("");
        if (!NAME.matcher(name).matches()) {
            throw EcsFaults.invalidParameter("Invalid attribute name '" + Names.shortened(name)
                    + "'. It must have 1 to 128 letters, numbers, hyphens, underscores, slashes or periods.");
        }
        if (name.startsWith("ecs.") || name.startsWith("com.amazonaws.ecs.")) {
            throw EcsFaults.invalidParameter(
                    "Invalid attribute name '" + name + "'. Names that start with 'ecs.' are reserved.");
        }
        return name;
    }

    /** Empty where there is none. */
    static String value(Attribute attribute) {
        var value = attribute.valueOr("");
        if (attribute.value() != null && (!VALUE.matcher(value).matches() || !value.equals(value.strip()))) {
            throw EcsFaults.invalidParameter("Invalid value of attribute '" + attribute.nameOr("")
                    + "'. It must have 1 to 128 letters, numbers, hyphens, underscores, periods, at signs, slashes,"
                    + " colons or inner spaces.");
        }
        return value;
    }
}

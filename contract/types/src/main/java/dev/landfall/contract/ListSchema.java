package dev.landfall.contract;

/**
 * @param elementName what one element is called in XML and query strings: {@code member} unless the model says otherwise
 * @param length how many elements there may be
 */
public record ListSchema(Schema element, String elementName, Limits length, boolean sensitive) implements Schema {}

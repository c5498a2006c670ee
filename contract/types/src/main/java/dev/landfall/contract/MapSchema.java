package dev.landfall.contract;

/**
 * A map; its keys are strings even where the model gives them an enum.
 *
 * @param keyName what the key of an entry is called in XML and query strings
 * @param valueName what the value of an entry is called there
 * @param length how many entries there may be
 */
public record MapSchema(Schema key, Schema value, String keyName, String valueName, Limits length, boolean sensitive)
        implements Schema {}

package dev.landfall.store.record;

import java.util.Map;

/**
 * Leads a document from one schema version to the next. It sees and answers plain JSON: maps that may be changed, lists,
 * texts, longs, doubles, booleans and nulls.
 */
@FunctionalInterface
public interface Upgrade {
    Map<String, Object> apply(Map<String, Object> document);
}

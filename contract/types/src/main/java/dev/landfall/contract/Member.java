package dev.landfall.contract;

/**
 * A member of a structure.
 *
 * @param name as the model, and AWS's messages, call it
 * @param wireName as JSON, CBOR, XML and the query protocol call it
 * @param queryName as EC2's query protocol calls it in a request
 * @param required whether a request without it is refused
 * @param idempotencyToken whether it is the token by which a repeated request is known
 */
public record Member(
        String name, String wireName, String queryName, Schema schema, boolean required, boolean idempotencyToken) {

    public static Member of(String name, Schema schema) {
        return new Member(name, name, capitalised(name), schema, false, false);
    }

    /** The same member under another name on the wire. */
    public Member on(String wire) {
        return new Member(name, wire, capitalised(wire), schema, required, idempotencyToken);
    }

    /** The same member under another name in EC2's requests. */
    public Member queried(String query) {
        return new Member(name, wireName, query, schema, required, idempotencyToken);
    }

    public Member mandatory() {
        return new Member(name, wireName, queryName, schema, true, idempotencyToken);
    }

    public Member token() {
        return new Member(name, wireName, queryName, schema, required, true);
    }

    private static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}

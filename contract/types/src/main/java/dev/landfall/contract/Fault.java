package dev.landfall.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error as a service answers it. Thrown by an operation, it becomes the response. */
public final class Fault extends RuntimeException {
    private final ErrorType type;
    private final String text;
    private final Map<String, Object> members;

    private Fault(ErrorType type, String text, Map<String, Object> members) {
        super(type.code() + ": " + text, null, false, false); // an answer, not an accident: no stack trace
        this.type = type;
        this.text = text;
        this.members = members;
    }

    public static Fault of(ErrorType type, String message) {
        return new Fault(type, message, Map.of());
    }

    /** An error that every AWS service can answer with, such as {@code UnrecognizedClientException} with 400. */
    public static Fault unlisted(String code, int httpStatus, String message) {
        return of(ErrorType.unlisted(code, httpStatus), message);
    }

    /** The same error with a further member of its shape. */
    public Fault with(String member, Object value) {
        if (type.schema().members().stream().noneMatch(known -> known.name().equals(member))) {
            throw new IllegalArgumentException(type.name() + " has no member " + member);
        }
        var more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Fault(type, text, more);
    }

    public ErrorType type() {
        return type;
    }

    /** What the caller is told. */
    public String message() {
        return text;
    }

    /** What the error's shape has beside its message, by name. */
    public Map<String, Object> members() {
        return members;
    }

    /** The error's own structure, its message included where the shape has one. */
    public Structure body() {
        return structure(text);
    }

    /** The same without its message, for protocols that have a place of their own for that. */
    public Structure details() {
        return structure(null);
    }

    private Structure structure(@Nullable String message) {
        var values = type.schema().members().stream()
                .map(member -> member.name().equalsIgnoreCase("message") ? message : members.get(member.name()))
                .toArray();
        return type.schema().create(values);
    }
}

package dev.landfall.contract;

/**
 * A kind of error that a service can answer with.
 *
 * @param name the shape's name, which JSON and CBOR put in {@code __type}
 * @param code what the query protocols put in {@code Code}; mostly the same as the name
 * @param httpStatus of the answer
 * @param senderFault whether the caller is to blame
 * @param schema of the error's members
 */
public record ErrorType(String name, String code, int httpStatus, boolean senderFault, StructureSchema<?> schema) {

    /** An error that every AWS service can answer with, though its model does not list it. */
    public static ErrorType unlisted(String code, int httpStatus) {
        return new ErrorType(code, code, httpStatus, httpStatus < 500, ErrorBody.SCHEMA);
    }
}

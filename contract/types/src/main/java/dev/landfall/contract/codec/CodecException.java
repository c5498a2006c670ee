package dev.landfall.contract.codec;

/** Bytes that cannot be read as the shape they should be. The message names the member, never its value. */
public class CodecException extends RuntimeException {
    private final String path;

    CodecException(String path, String problem) {
        super(path.isEmpty() ? problem : path + ": " + problem, null, false, false);
        this.path = path;
    }

    /** Where in the document, such as {@code containerDefinitions.1.member.memory}; empty for the document itself. */
    public String path() {
        return path;
    }
}

package dev.landfall.ecr.registry;

import dev.landfall.contract.Fault;
import dev.landfall.ecr.blob.BlobFault;
import java.io.IOException;

/** A refusal as the OCI distribution specification words it: a status, a code, and ECR's message. */
final class RegistryError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String text;

    RegistryError(int status, String code, String text) {
        super(code + ": " + text, null, false, false); // an answer, not an accident: no stack trace
        this.status = status;
        this.code = code;
        this.text = text;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String text() {
        return text;
    }

    static RegistryError nameInvalid(String name) {
        return new RegistryError(400, "NAME_INVALID", "'" + name + "' is not a repository name");
    }

    static RegistryError digestInvalid(String digest) {
        return new RegistryError(400, "DIGEST_INVALID", "'" + digest + "' is not a sha256 digest");
    }

    static RegistryError blobUnknown(String digest) {
        return new RegistryError(404, "BLOB_UNKNOWN", "blob unknown to registry: " + digest);
    }

    static RegistryError uploadUnknown(String id) {
        return new RegistryError(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry: " + id);
    }

    static RegistryError unsupported(String what) {
        return new RegistryError(405, "UNSUPPORTED", what);
    }

    static RegistryError sizeInvalid(String text) {
        return new RegistryError(400, "SIZE_INVALID", text);
    }

    static RegistryError denied(String text) {
        return new RegistryError(403, "DENIED", text);
    }

    /** What ECR's own faults are called here; their messages are the same in both. */
    static RegistryError of(Fault fault) {
        var message = fault.message();
        return switch (fault.type().name()) {
            case "RepositoryNotFoundException" -> new RegistryError(404, "NAME_UNKNOWN", message);
            case "ImageNotFoundException" -> new RegistryError(404, "MANIFEST_UNKNOWN", message);
            case "ImageTagAlreadyExistsException" -> new RegistryError(400, "TAG_INVALID", message);
            case "LayersNotFoundException", "ReferencedImagesNotFoundException" ->
                new RegistryError(400, "MANIFEST_BLOB_UNKNOWN", message);
            case "LimitExceededException" -> denied(message);
            default -> new RegistryError(fault.type().httpStatus(), "UNKNOWN", message);
        };
    }

    static RegistryError of(BlobFault fault) {
        var message = String.valueOf(fault.getMessage());
        return switch (fault) {
            case BlobFault.DigestMismatch mismatch -> new RegistryError(400, "DIGEST_INVALID", message);
            case BlobFault.TooLarge tooLarge -> new RegistryError(413, "SIZE_INVALID", message);
            case BlobFault.Busy busy -> new RegistryError(409, "BLOB_UPLOAD_INVALID", message);
            case BlobFault.TooManyUploads tooMany -> new RegistryError(429, "TOOMANYREQUESTS", message);
            // Docker says nothing of a 507 but its number, and that after a minute of trying again.
            case BlobFault.Storage storage ->
                storage.full()
                        ? denied("the registry's disk is full: " + message)
                        : new RegistryError(500, "UNKNOWN", message);
        };
    }

    static RegistryError of(IOException failure) {
        return new RegistryError(500, "UNKNOWN", "the registry's disk failed");
    }
}

package dev.landfall.logs;

import dev.landfall.contract.Fault;
import dev.landfall.contract.logs.LogsErrors;
import dev.landfall.logs.storage.StorageFault;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What CloudWatch Logs answers when it cannot do as asked. */
final class LogsFaults {
    private static final Logger LOG = LoggerFactory.getLogger(LogsFaults.class);

    private LogsFaults() {}

    static Fault groupNotFound() {
        return Fault.of(LogsErrors.RESOURCE_NOT_FOUND_EXCEPTION, "The specified log group does not exist.");
    }

    static Fault streamNotFound() {
        return Fault.of(LogsErrors.RESOURCE_NOT_FOUND_EXCEPTION, "The specified log stream does not exist.");
    }

    static Fault resourceNotFound() {
        return Fault.of(LogsErrors.RESOURCE_NOT_FOUND_EXCEPTION, "The specified resource does not exist.");
    }

    static Fault groupExists() {
        return Fault.of(LogsErrors.RESOURCE_ALREADY_EXISTS_EXCEPTION, "The specified log group already exists");
    }

    static Fault streamExists() {
        return Fault.of(LogsErrors.RESOURCE_ALREADY_EXISTS_EXCEPTION, "The specified log stream already exists");
    }

    static Fault deletionProtected(String name) {
        return Fault.of(
                LogsErrors.VALIDATION_EXCEPTION,
                "The log group " + name + " cannot be deleted because deletion protection is enabled.");
    }

    static Fault invalidParameter(String message) {
        return Fault.of(LogsErrors.INVALID_PARAMETER_EXCEPTION, message);
    }

    static Fault invalidToken() {
        return invalidParameter("The specified nextToken is invalid.");
    }

    static Fault tooManyTags(String arn) {
        return Fault.of(LogsErrors.TOO_MANY_TAGS_EXCEPTION, "A resource can have no more than 50 tags.")
                .with("resourceName", arn);
    }

    private static Fault unavailable() {
        return Fault.of(LogsErrors.SERVICE_UNAVAILABLE_EXCEPTION, "The service cannot complete the request.");
    }

    /** Work on files, whose failure is the service's, not the caller's. */
    static <T> T onDisk(Supplier<T> work) {
        try {
            return work.get();
        } catch (StorageFault e) {
            LOG.error("Log events cannot be read or written", e);
            throw unavailable();
        }
    }
}

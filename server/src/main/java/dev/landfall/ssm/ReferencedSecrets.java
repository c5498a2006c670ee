package dev.landfall.ssm;

import dev.landfall.wire.Call;
import java.time.Instant;
import java.util.Optional;

/** Secrets Manager, whose secrets are read as parameters below {@code /aws/reference/secretsmanager/}. */
public interface ReferencedSecrets {
    /** What such a parameter's name begins with. */
    String PREFIX = "/aws/reference/secretsmanager/";

    /** No secrets at all. */
    ReferencedSecrets NONE = (call, id, selector) -> {
        throw SsmFaults.notFound(PREFIX + id);
    };

    /**
     * A value, and what else Secrets Manager says of it.
     *
     * @param source its answer as JSON, without the value
     */
    record Found(String arn, String value, String source, Instant createdAt) {
        @Override
        public String toString() {
            return "Found[" + arn + "]";
        }
    }

    /**
     * @param selector the id of a version or a staging label
     * @throws dev.landfall.contract.Fault when there is none
     * @throws dev.landfall.wire.auth.Denied when the caller may not read it
     */
    Found read(Call call, String id, Optional<String> selector);
}

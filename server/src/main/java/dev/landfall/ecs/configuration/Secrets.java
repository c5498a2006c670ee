package dev.landfall.ecs.configuration;

import dev.landfall.wire.Realm;
import java.util.Collection;
import java.util.Map;

/** Values out of Secrets Manager and Parameter Store, read in the name of a task's execution role. Blocks. */
public interface Secrets {
    /** What a version of a secret says. @throws Refused */
    String value(ExecutionRole role, SecretReference.Secret secret);

    /**
     * Parameters, decrypted, by the names or ARNs they were asked by; those that do not exist are left out.
     *
     * @throws Refused when the role may not read one
     */
    Map<String, String> parameters(ExecutionRole role, Realm realm, Collection<String> names);
}

package dev.landfall.ssm;

import dev.landfall.contract.ssm.Parameter;
import dev.landfall.contract.ssm.ParameterHistory;
import dev.landfall.contract.ssm.ParameterInlinePolicy;
import dev.landfall.contract.ssm.ParameterMetadata;
import dev.landfall.vault.Vault;
import dev.landfall.wire.Realm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** AWS's shapes of what is kept. */
record Shapes(Vault vault, Realm realm, boolean decrypted) {
    Parameter parameter(Version version) {
        return Parameter.builder()
                .name(version.name())
                .type(version.type())
                .value(version.value(vault, realm, decrypted))
                .version(version.number())
                .lastModifiedDate(version.modifiedAt())
                .aRN(dev.landfall.ssm.Parameter.arn(realm, version.name()))
                .dataType(Version.DATA_TYPE)
                .build();
    }

    ParameterHistory history(Version version, dev.landfall.ssm.Parameter parameter) {
        return ParameterHistory.builder()
                .name(version.name())
                .type(version.type())
                .keyId(version.keyId().orElse(null))
                .lastModifiedDate(version.modifiedAt())
                .lastModifiedUser(version.modifiedBy())
                .description(version.description().orElse(null))
                .value(version.value(vault, realm, decrypted))
                .allowedPattern(version.allowedPattern().orElse(null))
                .version(version.number())
                .labels(parameter.labelsOf(version.number()))
                .tier(version.tier())
                .policies(policies(parameter))
                .dataType(Version.DATA_TYPE)
                .build();
    }

    private static @Nullable List<ParameterInlinePolicy> policies(dev.landfall.ssm.Parameter parameter) {
        return parameter.expiration().map(Expiration::shape).orElse(null);
    }

    ParameterMetadata metadata(dev.landfall.ssm.Parameter parameter, Version version) {
        return ParameterMetadata.builder()
                .name(version.name())
                .aRN(dev.landfall.ssm.Parameter.arn(realm, version.name()))
                .type(version.type())
                .keyId(version.keyId().orElse(null))
                .lastModifiedDate(version.modifiedAt())
                .lastModifiedUser(version.modifiedBy())
                .description(version.description().orElse(null))
                .allowedPattern(version.allowedPattern().orElse(null))
                .version(version.number())
                .tier(version.tier())
                .policies(policies(parameter))
                .dataType(Version.DATA_TYPE)
                .build();
    }
}

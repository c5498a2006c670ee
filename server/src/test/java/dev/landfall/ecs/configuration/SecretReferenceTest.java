package dev.landfall.ecs.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.wire.Realm;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReferenceTest {
    private static final Realm HOME = new Realm("123456789012", "eu-west-1");
    private static final Realm AWAY = new Realm("123456789012", "us-east-2");
    private static final String SECRET = "arn:aws:secretsmanager:us-east-2:123456789012:secret:app/db-AbCdEf";

    @Test
    void isASecretInTheRegionOfItsArn() throws Malformed {
        var none = Optional.<String>empty();
        assertThat(SecretReference.of(HOME, SECRET))
                .isEqualTo(new SecretReference.Secret(AWAY, SECRET, SECRET, none, none, none));
        assertThat(SecretReference.of(HOME, SECRET + ":key::"))
                .isEqualTo(new SecretReference.Secret(AWAY, SECRET + ":key::", SECRET, Optional.of("key"), none, none));
        assertThat(SecretReference.of(HOME, SECRET + "::stage:version"))
                .isEqualTo(new SecretReference.Secret(
                        AWAY, SECRET + "::stage:version", SECRET, none, Optional.of("stage"), Optional.of("version")));
    }

    @Test
    void isAParameterByNameHereOrByArnThere() throws Malformed {
        assertThat(SecretReference.of(HOME, "/a/b")).isEqualTo(new SecretReference.Parameter(HOME, "/a/b"));
        var arn = "arn:aws:ssm:us-east-2:123456789012:parameter/a/b";
        assertThat(SecretReference.of(HOME, arn)).isEqualTo(new SecretReference.Parameter(AWAY, arn));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "app/db:key::",
                SECRET + ":key",
                SECRET + ":key:stage",
                SECRET + ":a:b:c:d",
                "arn:aws:secretsmanager:us-east-2:123456789012:secret:",
                "arn:aws:ssm:us-east-2:123456789012:document/a",
                "arn:aws:s3:::bucket/a.env",
            })
    void isNothingElse(String given) {
        assertThatThrownBy(() -> SecretReference.of(HOME, given)).isInstanceOf(Malformed.class);
    }
}

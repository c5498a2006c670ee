package dev.landfall.iam.policy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.iam.policy.PolicyDocument.MalformedPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no json                                              | Syntax errors in policy.",
                "[]                                                   | Syntax errors in policy.",
                "{}                                                   | Syntax errors in policy.",
                "{\"Statement\":[]}                                   | Syntax errors in policy.",
                "{\"Statement\":{},\"Extra\":1}                       | Syntax errors in policy.",
                "{\"Version\":\"2020-01-01\",\"Statement\":{}}        | The policy must contain a valid version string",
                "{\"Statement\":{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}} | Syntax errors in policy.",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Resource\":\"*\"}}  | Policy statement must contain actions.",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\"}}    | Policy statement must contain resources.",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"RunTask\",\"Resource\":\"*\"}} | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"web\"}} | Resource web must be in ARN format or \"*\".",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":\"*\"}} | Policy document should not specify a principal.",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"Same\":{\"a\":\"b\"}}}} | Invalid Condition type : Same.",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":{},\"Resource\":\"*\"}} | Syntax errors in policy.",
                "{\"Statement\":[{\"Sid\":\"a\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},{\"Sid\":\"a\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]} | Statement IDs (SID) in a single policy must be unique.",
            })
    void refusesWithIamsWords(String document, String message) {
        refuses(document, PolicyType.IDENTITY, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no json | This policy contains invalid Json",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\"}} | Missing required field Principal",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":\"*\",\"Resource\":\"*\"}} | Has prohibited field Resource",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"ecs:RunTask\",\"Principal\":\"*\"}} | AssumeRole policy may only specify STS AssumeRole actions.",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":\"me\"}} | Invalid principal in policy",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":\"ecs\"}}} | Invalid principal in policy: \"Service\":\"ecs\"",
            })
    void refusesTrustPoliciesWithIamsWords(String document, String message) {
        refuses(document, PolicyType.TRUST, message);
    }

    private static void refuses(String document, PolicyType type, String message) {
        assertThatThrownBy(() -> PolicyDocument.parse(document, type))
                .isInstanceOf(MalformedPolicy.class)
                .hasMessage(message);
    }
}

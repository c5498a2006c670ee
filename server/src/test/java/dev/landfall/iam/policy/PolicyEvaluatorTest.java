package dev.landfall.iam.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.iam.policy.PolicyDocument.MalformedPolicy;
import dev.landfall.iam.policy.PolicyEvaluator.Decision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyEvaluatorTest {
    private static final String CLUSTER = "arn:aws:ecs:eu-west-1:123456789012:cluster/web";
    private static final Caller.Identity ALICE =
            new Caller.Identity("123456789012", "arn:aws:iam::123456789012:user/alice", Optional.empty());
    private static final Map<String, List<String>> CONTEXT = Map.of(
            "aws:username", List.of("alice"),
            "aws:SourceIp", List.of("203.0.113.7"),
            "aws:CurrentTime", List.of("2026-03-01T12:00:00Z"),
            "aws:MultiFactorAuthPresent", List.of("true"),
            "ecs:cluster", List.of(CLUSTER),
            "aws:TagKeys", List.of("team", "stage"),
            "s3:max-keys", List.of("10"));

    private static PolicyDocument policy(String statements) throws MalformedPolicy {
        return PolicyDocument.parse(
                "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}", PolicyType.IDENTITY);
    }

    private static Decision decide(String action, String resource, String... statements) throws MalformedPolicy {
        var request = new AccessRequest(action, resource, ALICE, CONTEXT);
        return PolicyEvaluator.evaluate(List.of(policy(String.join(",", statements))), request);
    }

    private static String statement(String effect, String action, String resource) {
        return "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"%s\"}".formatted(effect, action, resource);
    }

    @ParameterizedTest
    @CsvSource({
        "*, *, true",
        "ecs:*, *, true",
        "ECS:runtask, *, true",
        "ecs:Run*, *, true",
        "ecs:RunTas?, *, true",
        "ecs:Describe*, *, false",
        "ec2:*, *, false",
        "ecs:RunTask, arn:aws:ecs:*:*:cluster/web, true",
        "ecs:RunTask, arn:aws:ecs:*:123456789012:cluster/*, true",
        "ecs:RunTask, arn:aws:ecs:eu-west-?:*:cluster/w*b, true",
        "ecs:RunTask, arn:aws:ecs:*:*, true",
        "ecs:RunTask, arn:aws:ecs:us-east-1:*:cluster/web, false",
        "ecs:RunTask, arn:aws:ecs:*:*:service/*, false",
        "ecs:RunTask, arn:aws:ec2:*:*, false",
    })
    void matchesActionsAndResources(String action, String resource, boolean allowed) throws Exception {
        assertThat(decide("ecs:RunTask", CLUSTER, statement("Allow", action, resource)) == Decision.ALLOWED)
                .isEqualTo(allowed);
    }

    @Test
    void nothingIsAllowedUnlessSaidAndADenyAlwaysWins() throws Exception {
        assertThat(decide("ecs:RunTask", CLUSTER, statement("Allow", "ecs:StopTask", "*")))
                .isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(decide("ecs:RunTask", CLUSTER, statement("Deny", "ecs:Run*", "*"), statement("Allow", "*", "*")))
                .isEqualTo(Decision.EXPLICITLY_DENIED);
    }

    @Test
    void notActionAndNotResourceAreAllTheRest() throws Exception {
        var notIam = "{\"Effect\":\"Allow\",\"NotAction\":\"iam:*\",\"Resource\":\"*\"}";
        assertThat(decide("ecs:RunTask", CLUSTER, notIam)).isEqualTo(Decision.ALLOWED);
        assertThat(decide("iam:CreateUser", "*", notIam)).isEqualTo(Decision.IMPLICITLY_DENIED);
        var notWeb = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"NotResource\":\"" + CLUSTER + "\"}";
        assertThat(decide("ecs:RunTask", CLUSTER, notWeb)).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(decide("ecs:RunTask", CLUSTER + "2", notWeb)).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void variablesAreTakenLiterally() throws Exception {
        var own = statement("Allow", "iam:*", "arn:aws:iam::*:user/${aws:username}");
        assertThat(decide("iam:GetUser", "arn:aws:iam::123456789012:user/alice", own))
                .isEqualTo(Decision.ALLOWED);
        assertThat(decide("iam:GetUser", "arn:aws:iam::123456789012:user/bob", own))
                .isEqualTo(Decision.IMPLICITLY_DENIED);
        var missing = statement("Allow", "iam:*", "arn:aws:iam::*:user/${aws:PrincipalTag/x}");
        assertThat(decide("iam:GetUser", "arn:aws:iam::123456789012:user/", missing))
                .isEqualTo(Decision.IMPLICITLY_DENIED);
        var star = new AccessRequest(
                "iam:GetUser", "arn:aws:iam::123456789012:user/bob", ALICE, Map.of("aws:username", List.of("*")));
        assertThat(PolicyEvaluator.evaluate(List.of(policy(own)), star)).isEqualTo(Decision.IMPLICITLY_DENIED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"StringEquals\":{\"aws:username\":\"alice\"}                          | true",
                "\"StringEquals\":{\"AWS:UserName\":[\"bob\",\"alice\"]}                | true",
                "\"StringEquals\":{\"aws:username\":\"Alice\"}                          | false",
                "\"StringEqualsIgnoreCase\":{\"aws:username\":\"ALICE\"}                | true",
                "\"StringNotEquals\":{\"aws:username\":[\"bob\",\"alice\"]}             | false",
                "\"StringNotEquals\":{\"aws:missing\":\"x\"}                            | true",
                "\"StringLike\":{\"aws:username\":\"a*e\"}                              | true",
                "\"StringEquals\":{\"aws:username\":\"a*e\"}                            | false",
                "\"StringEquals\":{\"aws:missing\":\"x\"}                               | false",
                "\"StringEqualsIfExists\":{\"aws:missing\":\"x\"}                       | true",
                "\"StringEquals\":{\"aws:username\":\"${aws:username}\"}                | true",
                "\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}                     | true",
                "\"Bool\":{\"aws:MultiFactorAuthPresent\":false}                        | false",
                "\"Null\":{\"aws:username\":\"false\"}                                  | true",
                "\"Null\":{\"aws:username\":\"true\"}                                   | false",
                "\"Null\":{\"aws:missing\":\"true\"}                                    | true",
                "\"ArnLike\":{\"ecs:cluster\":\"arn:aws:ecs:*:*:cluster/w*\"}           | true",
                "\"ArnEquals\":{\"ecs:cluster\":\"arn:aws:ecs:*:*:cluster/x\"}          | false",
                "\"ArnNotLike\":{\"ecs:cluster\":\"arn:aws:ecs:*:*:cluster/x\"}         | true",
                "\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}                    | true",
                "\"IpAddress\":{\"aws:SourceIp\":[\"10.0.0.0/8\",\"203.0.113.7\"]}      | true",
                "\"NotIpAddress\":{\"aws:SourceIp\":\"203.0.112.0/23\"}                 | false",
                "\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.8/30\"}                    | false",
                "\"IpAddress\":{\"aws:SourceIp\":\"no address\"}                        | false",
                "\"DateLessThan\":{\"aws:CurrentTime\":\"2026-03-02\"}                  | true",
                "\"DateGreaterThan\":{\"aws:CurrentTime\":\"2026-03-01T12:00:01Z\"}     | false",
                "\"DateGreaterThanEquals\":{\"aws:CurrentTime\":\"1772366400\"}         | true",
                "\"NumericLessThanEquals\":{\"s3:max-keys\":10}                         | true",
                "\"NumericLessThan\":{\"s3:max-keys\":\"10.0\"}                         | false",
                "\"NumericNotEquals\":{\"s3:max-keys\":\"10.5\"}                        | true",
                "\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"team\",\"stage\",\"x\"]} | true",
                "\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"team\"]}             | false",
                "\"ForAllValues:StringEquals\":{\"aws:missing\":[\"team\"]}             | true",
                "\"ForAnyValue:StringEquals\":{\"aws:TagKeys\":[\"team\"]}              | true",
                "\"ForAnyValue:StringEquals\":{\"aws:TagKeys\":[\"x\"]}                 | false",
                "\"StringEquals\":{\"aws:username\":\"alice\",\"aws:missing\":\"x\"}    | false",
                "\"StringEquals\":{\"aws:username\":\"alice\"},\"Bool\":{\"aws:MultiFactorAuthPresent\":\"false\"} | false",
            })
    void holdsConditions(String condition, boolean allowed) throws Exception {
        var statement = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{" + condition + "}}";

        assertThat(decide("ecs:RunTask", CLUSTER, statement) == Decision.ALLOWED)
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Service\":\"ecs-tasks.amazonaws.com\"}                              | true  | false",
                "{\"Service\":[\"ec2.amazonaws.com\",\"ecs-tasks.amazonaws.com\"]}      | true  | false",
                "{\"Service\":\"ec2.amazonaws.com\"}                                    | false | false",
                "{\"AWS\":\"arn:aws:iam::123456789012:root\"}                           | false | true",
                "{\"AWS\":\"123456789012\"}                                             | false | true",
                "{\"AWS\":\"arn:aws:iam::123456789012:user/alice\"}                     | false | true",
                "{\"AWS\":\"arn:aws:iam::123456789012:user/bob\"}                       | false | false",
                "{\"AWS\":\"210987654321\"}                                             | false | false",
                "\"*\"                                                                  | false | true",
            })
    void trustsWhomItNames(String principal, boolean service, boolean alice) throws Exception {
        var trust = PolicyDocument.parse(
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":" + principal + ",\"Action\":\"sts:AssumeRole\"}}",
                PolicyType.TRUST);

        assertThat(assume(trust, new Caller.Service("ecs-tasks.amazonaws.com"))).isEqualTo(service);
        assertThat(assume(trust, ALICE)).isEqualTo(alice);
    }

    @Test
    void aSessionIsTrustedAsItsRole() throws Exception {
        var role = "arn:aws:iam::123456789012:role/deploy";
        var trust = PolicyDocument.parse(
                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + role
                        + "\"},\"Action\":\"sts:AssumeRole\"}}",
                PolicyType.TRUST);
        var session = new Caller.Identity(
                "123456789012", "arn:aws:sts::123456789012:assumed-role/deploy/x", Optional.of(role));

        assertThat(assume(trust, session)).isTrue();
    }

    private static boolean assume(PolicyDocument trust, Caller caller) {
        var request = new AccessRequest("sts:AssumeRole", "arn:aws:iam::123456789012:role/r", caller, Map.of());
        return PolicyEvaluator.evaluate(List.of(trust), request) == Decision.ALLOWED;
    }

    @Test
    void severalSetsMustAllAllow() throws Exception {
        var request = new AccessRequest("ecs:RunTask", CLUSTER, ALICE, CONTEXT);
        var all = List.of(policy(statement("Allow", "*", "*")));
        var some = List.of(policy(statement("Allow", "logs:*", "*")));
        var deny = List.of(policy(statement("Deny", "ecs:*", "*")));

        assertThat(PolicyEvaluator.evaluateAll(List.of(all, all), request)).isEqualTo(Decision.ALLOWED);
        assertThat(PolicyEvaluator.evaluateAll(List.of(all, some), request)).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(PolicyEvaluator.evaluateAll(List.of(some, deny), request)).isEqualTo(Decision.EXPLICITLY_DENIED);
    }

    @Test
    void theOrderOfStatementsNeverMattersAndADenyNeverAllowsMore() throws Exception {
        var random = new Random(11);
        var actions = List.of("ecs:*", "ecs:RunTask", "ecs:Stop*", "logs:*", "*");
        var resources = List.of("*", CLUSTER, "arn:aws:ecs:*:*:cluster/*", "arn:aws:ecs:*:*:service/*");
        for (var round = 0; round < 2_000; round++) {
            var statements = new ArrayList<String>();
            for (var i = random.nextInt(5); i >= 0; i--) {
                statements.add(statement(
                        random.nextInt(3) == 0 ? "Deny" : "Allow",
                        actions.get(random.nextInt(actions.size())),
                        resources.get(random.nextInt(resources.size()))));
            }
            var decision = decide("ecs:RunTask", CLUSTER, statements.toArray(String[]::new));
            Collections.shuffle(statements, random);
            assertThat(decide("ecs:RunTask", CLUSTER, statements.toArray(String[]::new)))
                    .isEqualTo(decision);
            statements.add(statement("Deny", actions.get(random.nextInt(actions.size())), "*"));
            if (decision != Decision.ALLOWED) {
                assertThat(decide("ecs:RunTask", CLUSTER, statements.toArray(String[]::new)))
                        .isNotEqualTo(Decision.ALLOWED);
            }
        }
    }

    @Test
    void wildcardsAgreeWithRegularExpressions() {
        var random = new Random(5);
        for (var round = 0; round < 20_000; round++) {
            var pattern = text(random, "ab*?", 6);
            var text = text(random, "ab", 8);
            var regex = pattern.replace("*", ".*").replace("?", ".");
            assertThat(Pattern.of(pattern).matches(text))
                    .as(pattern + " on " + text)
                    .isEqualTo(text.matches(regex));
        }
    }

    private static String text(Random random, String alphabet, int most) {
        var text = new StringBuilder();
        for (var length = random.nextInt(most); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}

package dev.landfall.ecs.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private static final Candidate INSTANCE = Candidates.of("a")
            .attribute("ecs.instance-type", "t2.small")
            .attribute("ecs.availability-zone", "us-east-1a")
            .attribute("stack", "prod")
            .attribute("bare", "")
            .tasks("service:web", "service:web", "family:job")
            .running(12)
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attribute:ecs.instance-type == t2.small",
                "attribute:ecs.instance-type equals t2.small",
                "attribute:ecs.instance-type!=t2.large",
                "attribute:ecs.instance-type =~ t2.*",
                "attribute:ecs.instance-type matches (t2|m4)[.](small|large)",
                "attribute:ecs.instance-type !~ g2.*",
                "attribute:ecs.availability-zone in [us-east-1a, us-east-1b]",
                "attribute:ecs.availability-zone !in ['us-east-1c']",
                "attribute:ecs.availability-zone not_in [us-east-1c]",
                "attribute:stack exists",
                "attribute:bare exists",
                "attribute:none !exists",
                "attribute:none not_exists",
                "attribute:none != x",
                "task:group == service:web",
                "task:group == family:job",
                "not(task:group == database)",
                "!(task:group == database)",
                "! attribute:stack == dev",
                "runningTasksCount == 12",
                "runningTasksCount > 3",
                "runningTasksCount <= 12",
                "agentConnected == true",
                "agentVersion >= 1.9.0",
                "registeredAt >= 2026-01-01",
                "registeredAt < 2026-12-31T00:00:00Z",
                "ec2InstanceId in ['i-a', 'i-b']",
                "attribute:stack == prod and attribute:bare exists",
                "attribute:stack == dev or attribute:bare exists",
                "attribute:stack == dev || attribute:bare exists && runningTasksCount == 12",
                "(attribute:stack == dev or attribute:stack == prod) and not attribute:none exists",
            })
    void finds(String expression) {
        assertThat(Query.parse(expression).matches(INSTANCE, Query.budget())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attribute:ecs.instance-type == t2",
                "attribute:ecs.instance-type =~ small",
                "attribute:none == x",
                "attribute:none > 1",
                "task:group == web",
                "task:group != service:web",
                "runningTasksCount < 2",
                "agentVersion > 2",
                "attribute:stack == prod and attribute:none exists",
                "attribute:bare exists and (attribute:stack == dev or attribute:none exists)",
                "not attribute:stack == prod",
            })
    void findsNot(String expression) {
        assertThat(Query.parse(expression).matches(INSTANCE, Query.budget())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "attribute:",
                "attribute:stack",
                "attribute:stack ==",
                "attribute:stack = prod",
                "attribute:stack == prod and",
                "(attribute:stack == prod",
                "attribute:stack == prod)",
                "attribute:stack in prod",
                "attribute:stack in [prod",
                "attribute:stack in []",
                "attribute:stack == 'prod",
                "attribute:stack =~ (",
                "colour == green",
                "attribute:stack == prod attribute:bare exists",
            })
    void refuses(String expression) {
        assertThatThrownBy(() -> Query.parse(expression)).isInstanceOf(QueryFault.class);
    }

    @Test
    void endsARegularExpressionThatWouldNeverEnd() {
        var slow = Query.parse("attribute:long =~ (.*a){14}b");
        var instance = Candidates.of("a").attribute("long", "a".repeat(128)).build();
        assertThatThrownBy(() -> slow.matches(instance, Query.budget()))
                .isInstanceOf(QueryFault.class)
                .hasMessageContaining("takes too long");
    }

    @Test
    void refusesWhatIsTooLongOrTooDeep() {
        assertThatThrownBy(() -> Query.parse("attribute:a == " + "x".repeat(2_000)))
                .hasMessageContaining("2000 characters");
        assertThatThrownBy(() -> Query.parse("(".repeat(900) + "attribute:a exists" + ")".repeat(900)))
                .hasMessageContaining("nested");
    }
}

package dev.landfall.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ExpressionTest {
    /** The processor's time, which other work on the machine does not take from. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** The longest value each expression of the models may meet, by the expression. */
    private static Map<String, Long> expressions() {
        var found = new HashMap<String, Long>();
        Models.ALL.forEach(service -> Models.structures(service).stream()
                .flatMap(schema -> schema.members().stream())
                .forEach(member -> collect(member.schema(), found)));
        return found;
    }

    private static void collect(Schema schema, Map<String, Long> found) {
        switch (schema) {
            case StringSchema string ->
                string.expression()
                        .ifPresent(expression ->
                                found.merge(expression.text(), string.length().most(), Math::max));
            case ListSchema list -> collect(list.element(), found);
            case MapSchema map -> {
                collect(map.key(), found);
                collect(map.value(), found);
            }
            default -> {}
        }
    }

    @Test
    void everyExpressionOfTheModelsIsOfJavasDialect() {
        var foreign = new TreeSet<String>();
        expressions().keySet().stream()
                .filter(text -> new Expression(text).pattern().isEmpty())
                .forEach(foreign::add);
        assertThat(foreign).as("expressions that are not checked").isEmpty();
    }

    @Test
    void noExpressionCanBeMadeToHang() {
        var slow = new TreeSet<String>();
        expressions().forEach((text, most) -> {
            var expression = new Expression(text);
            int length = (int) Math.min(most, 2_000);
            Stream.of("a", "aA0", "a.", "a-", "a/", "/", "0", "a:", "arn:aws:iam::123456789012:role/a", " ", "(")
                    .map(part -> part.repeat(length / part.length()) + "\u0001")
                    .forEach(value -> {
                        long start = THREADS.getCurrentThreadCpuTime();
                        expression.matches(value);
                        if (THREADS.getCurrentThreadCpuTime() - start > 500_000_000L) {
                            slow.add(text);
                        }
                    });
        });
        assertThat(slow).isEmpty();
    }

    @Test
    void aValueTooLongForTheMatcherIsNoMatch() {
        assertThat(new Expression("(a|b)*").matches("ab".repeat(1_000_000))).isFalse();
        assertThat(new Expression("(a|b)*").matches("abab")).isTrue();
    }
}

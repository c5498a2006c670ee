package dev.landfall.ecs.taskdefinition;

import dev.landfall.ecs.EcsFaults;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A task's size. Both may be written with units ({@code 1 vCPU}, {@code 2 GB}); ECS turns them into integers when the task
 * definition is registered.
 *
 * @param cpu CPU units, 1024 to a virtual CPU
 * @param memoryMiB hard limit over all containers
 */
public record TaskSize(Optional<Integer> cpu, Optional<Integer> memoryMiB) {
    private static final Pattern VCPU = Pattern.compile("(?i)\\s*([0-9]{1,3}(?:\\.[0-9]{1,3})?)\\s*vcpu\\s*");
    private static final Pattern GB = Pattern.compile("(?i)\\s*([0-9]{1,4}(?:\\.[0-9]{1,3})?)\\s*gb\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\s*([0-9]{1,9})\\s*");
    private static final BigDecimal UNITS = BigDecimal.valueOf(1_024);

    public static TaskSize parse(@Nullable String cpu, @Nullable String memory) {
        return new TaskSize(amount("cpu", VCPU, cpu), amount("memory", GB, memory));
    }

    private static Optional<Integer> amount(String member, Pattern withUnit, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        var units = withUnit.matcher(text);
        if (units.matches()) {
            return Optional.of(new BigDecimal(units.group(1)).multiply(UNITS).intValue());
        }
        var number = NUMBER.matcher(text);
        if (number.matches()) {
            return Optional.of(Integer.parseInt(number.group(1)));
        }
        throw EcsFaults.client(
                "Invalid '" + member
                        + "' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.");
    }
}

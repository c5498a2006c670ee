package dev.landfall.contract;

import java.util.ArrayList;
import java.util.List;

/** Where a walk through a value stands, written as AWS writes it: {@code containerDefinitions.1.member.name}. */
public final class MemberPath {
    private final List<Object> steps = new ArrayList<>();

    /** Into a member, by the model's name; AWS writes it with a lower-case first letter. */
    public void member(String name) {
        steps.add(name);
    }

    /** Into an element of a list, counted from zero. */
    public void element(int index) {
        steps.add(index);
    }

    /** Into the value of a map's entry. */
    public void entry(String key) {
        steps.add(new Entry(key));
    }

    /** Out of the last step. */
    public void leave() {
        steps.removeLast();
    }

    /** The list or map that the walk stands directly in, as AWS reports a bad element at its list. */
    public String container() {
        int end = steps.size();
        while (end > 0 && !(steps.get(end - 1) instanceof String)) {
            end--;
        }
        return text(steps.subList(0, end));
    }

    public boolean inContainer() {
        return !steps.isEmpty() && !(steps.getLast() instanceof String);
    }

    @Override
    public String toString() {
        return text(steps);
    }

    private record Entry(String key) {}

    private static String text(List<Object> steps) {
        var text = new StringBuilder();
        for (var step : steps) {
            text.append(text.isEmpty() ? "" : ".").append(segment(step));
        }
        return text.toString();
    }

    private static String segment(Object step) {
        return switch (step) {
            case Integer index -> (index + 1) + ".member";
            case Entry entry -> entry.key + ".member";
            default -> lowerFirst(step.toString());
        };
    }

    private static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}

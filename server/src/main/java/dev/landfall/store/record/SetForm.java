package dev.landfall.store.record;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedCollection;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * Distinct elements. A set with an order keeps it; another's, which differs from one process to the next, is put in
 * natural order, so that the same value is always the same bytes.
 */
record SetForm(Form element) implements Form {
    @Override
    public void write(JsonGenerator out, Object set) {
        ListForm.write(out, ordered((Set<?>) set), element);
    }

    static Collection<?> ordered(Set<?> set) {
        var sortable = !(set instanceof SequencedCollection<?>) && set.stream().allMatch(Comparable.class::isInstance);
        return sortable ? set.stream().sorted().toList() : set;
    }

    @Override
    public Object read(Source in) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(ListForm.read(in, element)));
    }

    @Override
    public Object absent() {
        return Set.of();
    }

    @Override
    public boolean isAbsent(Object set) {
        return ((Set<?>) set).isEmpty();
    }
}

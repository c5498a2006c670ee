package dev.landfall.engine.cgroup;

import dev.landfall.engine.Envelope;
import dev.landfall.engine.PodId;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Groups below {@code /landfall/<instance>}, for an engine that makes control groups itself. */
record CgroupEnvelopes(CgroupTree tree, String instance) implements Envelopes {
    private static final String ALL = "landfall";

    @Override
    public Optional<String> parent(PodId pod) {
        return Optional.of("/" + path(pod));
    }

    @Override
    public void open(PodId pod, Envelope envelope) throws IOException {
        tree.limit(path(pod), envelope);
    }

    @Override
    public boolean isExhausted(PodId pod) {
        return tree.isExhausted(path(pod));
    }

    @Override
    public void close(PodId pod) throws IOException {
        tree.remove(path(pod));
    }

    @Override
    public Set<PodId> open() throws IOException {
        return tree.children(own()).stream().map(PodId::new).collect(Collectors.toSet());
    }

    @Override
    public void end() throws IOException {
        tree.remove(own());
        tree.removeIfEmpty(ALL); // or another instance's are in it
    }

    @Override
    public String describe() {
        return "control groups " + (tree instanceof UnifiedTree ? "v2" : "v1") + " below /" + own();
    }

    private String own() {
        return ALL + "/" + instance;
    }

    private String path(PodId pod) {
        return own() + "/" + pod.value();
    }
}

package dev.landfall.wire;

import dev.landfall.contract.ServiceModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A service of AWS as far as it is built: every operation of its model either has a method or is known to miss one. */
public final class BoundService {
    private final ServiceModel model;
    private final Map<String, BoundOperation> operations;

    BoundService(ServiceModel model, Map<String, BoundOperation> operations) {
        this.model = model;
        this.operations = Map.copyOf(operations);
    }

    public ServiceModel model() {
        return model;
    }

    public Optional<BoundOperation> operation(String name) {
        return Optional.ofNullable(operations.get(name));
    }

    /** Whether AWS has an operation of this name, built here or not. */
    public boolean knows(String name) {
        return operations.containsKey(name) || model.operationNames().contains(name);
    }

    public List<String> implemented() {
        return List.copyOf(new TreeMap<>(operations).keySet());
    }

    public List<String> missing() {
        return model.operationNames().stream()
                .filter(name -> !operations.containsKey(name))
                .toList();
    }
}

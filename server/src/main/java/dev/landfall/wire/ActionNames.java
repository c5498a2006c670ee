package dev.landfall.wire;

import dev.landfall.contract.ServiceModel;

/** What policies call a service: mostly what signatures call it. */
final class ActionNames {
    private ActionNames() {}

    static String prefix(ServiceModel model) {
        var signing = model.metadata().signingName();
        return signing.equals("monitoring") ? "cloudwatch" : signing;
    }
}

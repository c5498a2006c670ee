package dev.landfall.ssm;

import dev.landfall.contract.ssm.LabelParameterVersionRequest;
import dev.landfall.contract.ssm.LabelParameterVersionResponse;
import dev.landfall.contract.ssm.UnlabelParameterVersionRequest;
import dev.landfall.contract.ssm.UnlabelParameterVersionResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.HashMap;
import java.util.stream.Collectors;

/** Puts labels on versions; a label is on one version at a time. */
public final class LabelOperations {
    private static final int MOST = 10;

    private final Store store;

    public LabelOperations(Store store) {
        this.store = store;
    }

    public LabelParameterVersionResponse labelParameterVersion(LabelParameterVersionRequest in, Call call) {
        var split = in.labelsOrEmpty().stream().distinct().collect(Collectors.partitioningBy(Names::isLabel));
        var number = store.transact(tx -> {
            var parameter = Parameters.get(tx, call.realm(), in.nameOr(""));
            var version = in.parameterVersionOr(parameter.latest());
            Parameters.version(tx, call.realm(), parameter, version);
            var labels = new HashMap<>(parameter.labels());
            split.getOrDefault(true, java.util.List.of()).forEach(label -> labels.put(label, version));
            var changed = parameter.withLabels(labels);
            if (changed.labelsOf(version).size() > MOST) {
                throw SsmFaults.tooManyLabels(MOST);
            }
            tx.put(Parameter.KIND, Parameter.key(call.realm(), parameter.name()), changed);
            return version;
        });
        return LabelParameterVersionResponse.builder()
                .invalidLabels(split.get(false))
                .parameterVersion(number)
                .build();
    }

    public UnlabelParameterVersionResponse unlabelParameterVersion(UnlabelParameterVersionRequest in, Call call) {
        return store.transact(tx -> {
            var parameter = Parameters.get(tx, call.realm(), in.nameOr(""));
            var version = in.parameterVersionOr(0L);
            Parameters.version(tx, call.realm(), parameter, version);
            var on = parameter.labelsOf(version);
            var split = in.labelsOrEmpty().stream().distinct().collect(Collectors.partitioningBy(on::contains));
            var labels = new HashMap<>(parameter.labels());
            in.labelsOrEmpty().stream().filter(on::contains).forEach(labels::remove);
            tx.put(Parameter.KIND, Parameter.key(call.realm(), parameter.name()), parameter.withLabels(labels));
            return UnlabelParameterVersionResponse.builder()
                    .removedLabels(split.get(true))
                    .invalidLabels(split.get(false))
                    .build();
        });
    }
}

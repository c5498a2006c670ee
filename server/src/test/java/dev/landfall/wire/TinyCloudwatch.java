package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.cloudwatch.CloudwatchErrors;
import dev.landfall.contract.cloudwatch.DeleteDashboardsRequest;
import dev.landfall.contract.cloudwatch.DeleteDashboardsResponse;
import dev.landfall.contract.cloudwatch.ListMetricsRequest;
import dev.landfall.contract.cloudwatch.ListMetricsResponse;
import dev.landfall.contract.cloudwatch.Metric;
import java.util.List;

/** What CBOR is tried with. */
public final class TinyCloudwatch {
    public ListMetricsResponse listMetrics(ListMetricsRequest in, Call call) {
        return ListMetricsResponse.builder()
                .metrics(List.of(Metric.builder()
                        .namespace(in.namespaceOr("none"))
                        .metricName("CPUUtilization")
                        .build()))
                .build();
    }

    public DeleteDashboardsResponse deleteDashboards(DeleteDashboardsRequest in, Call call) {
        throw Fault.of(CloudwatchErrors.DASHBOARD_NOT_FOUND_ERROR, "Dashboard does not exist");
    }
}

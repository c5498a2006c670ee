package dev.landfall.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.codec.JsonCodec;
import dev.landfall.contract.landfall.ExplainTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** What {@code landfall explain} tells of a task. */
record Explanation(ExplainTaskResponse told) {
    static Explanation of(Server server, Task task) {
        var cluster = task.clusterArn().substring(task.clusterArn().lastIndexOf('/') + 1);
        try (var api = new RawApi(server.installation().endpoint())) {
            var answer = api.landfall(
                    "ExplainTask", "{\"task\":\"" + task.taskArn() + "\",\"cluster\":\"" + cluster + "\"}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return new Explanation(
                    JsonCodec.decode(ExplainTaskResponse.SCHEMA, answer.body().getBytes(UTF_8)));
        }
    }

    /** That it leaves out nothing of what DescribeTasks says about the end of a task. */
    void tells(Task task) {
        assertThat(told.causesOrEmpty())
                .as("%s", told)
                .anySatisfy(cause -> assertThat(cause.textOr("")).contains(task.stoppedReason()));
        for (var container : task.containers()) {
            assertThat(told.containersOrEmpty())
                    .filteredOn(one -> container.name().equals(one.name()))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.reason()).isEqualTo(container.reason());
                        assertThat(one.exitCode()).isEqualTo(container.exitCode());
                    });
        }
    }
}

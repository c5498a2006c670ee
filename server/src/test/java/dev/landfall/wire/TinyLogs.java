package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.logs.CreateLogGroupRequest;
import dev.landfall.contract.logs.CreateLogGroupResponse;
import dev.landfall.contract.logs.LogsErrors;
import dev.landfall.contract.logs.PutLogEventsRequest;
import dev.landfall.contract.logs.PutLogEventsResponse;

/** An operation without an answer, one with large questions, and an error. */
public final class TinyLogs {
    public CreateLogGroupResponse createLogGroup(CreateLogGroupRequest in, Call call) {
        if (in.logGroupNameOr("").equals("/there")) {
            throw Fault.of(LogsErrors.RESOURCE_ALREADY_EXISTS_EXCEPTION, "The specified log group already exists");
        }
        return CreateLogGroupResponse.builder().build();
    }

    public PutLogEventsResponse putLogEvents(PutLogEventsRequest in, Call call) {
        return PutLogEventsResponse.builder()
                .nextSequenceToken(String.valueOf(in.logEventsOrEmpty().size()))
                .build();
    }
}

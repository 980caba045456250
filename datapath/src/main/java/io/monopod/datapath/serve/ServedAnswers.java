package io.monopod.datapath.serve;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.monopod.datapath.call.Answer;

/// Converts the program's own answers for use in a service.
public final class ServedAnswers {
    private ServedAnswers() {}

    /// The exception that ends a service's call with that answer.
    public static StatusRuntimeException exception(Answer answer) {
        return Status.fromCodeValue(answer.code())
                .withDescription(answer.message())
                .asRuntimeException(MetadataFields.of(answer.trailers()));
    }
}

package io.monopod.gateway.proxy;

import io.monopod.gateway.call.Answer;
import io.monopod.gateway.call.Memo;
import io.monopod.gateway.http2.HeaderBlock;
import io.monopod.gateway.http2.HeaderEncoder;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.http2.HeaderList.Field;

import java.util.ArrayList;

/// An answer of the gateway's own, ready to be sent.
///
/// @param head what precedes the fields if the client has seen no response headers yet
/// @param fields the status and further trailers
record EncodedAnswer(HeaderBlock head, HeaderBlock fields) {
    /// A gRPC answer is a Trailers-Only response (gRPC over HTTP/2, "Responses").
    private static final HeaderBlock GRPC_HEAD =
            HeaderEncoder.encode(
                    HeaderList.of(":status", "200", "content-type", "application/grpc"));

    private static final Memo<Answer, EncodedAnswer> KNOWN = new Memo<>(EncodedAnswer::encode);

    static EncodedAnswer of(Answer answer) {
        return KNOWN.of(answer);
    }

    private static EncodedAnswer encode(Answer answer) {
        var fields = new ArrayList<Field>();
        fields.add(new Field("grpc-status", Integer.toString(answer.code())));
        if (!answer.message().isEmpty()) {
            fields.add(new Field("grpc-message", PercentEncoding.encode(answer.message())));
        }
        fields.addAll(answer.trailers().fields());
        return new EncodedAnswer(GRPC_HEAD, HeaderEncoder.encode(HeaderList.of(fields)));
    }

    static EncodedAnswer of(int code, String message) {
        return of(new Answer(code, message, HeaderList.EMPTY));
    }

    /// The answer to what is not a gRPC request.
    static EncodedAnswer http(String... namesAndValues) {
        return new EncodedAnswer(
                HeaderEncoder.encode(HeaderList.of(namesAndValues)), HeaderBlock.EMPTY);
    }
}

package io.monopod.datapath.splice;

import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.Memo;
import io.monopod.datapath.call.PercentEncoding;
import io.monopod.datapath.http2.frame.HeaderBlock;
import io.monopod.datapath.http2.header.HeaderEncoder;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.http2.header.HeaderList.Field;

import java.util.ArrayList;

/// An encoded answer of the gateway itself.
///
/// @param head precedes the fields if the client has seen no response headers
/// @param fields the status and further trailers
public record EncodedAnswer(HeaderBlock head, HeaderBlock fields) {
    /// A gRPC answer is a Trailers-Only response (gRPC over HTTP/2, "Responses").
    private static final HeaderBlock GRPC_HEAD =
            HeaderEncoder.encode(
                    HeaderList.of(":status", "200", "content-type", "application/grpc"));

    private static final Memo<Answer, EncodedAnswer> KNOWN = new Memo<>(EncodedAnswer::encode);

    public static EncodedAnswer of(Answer answer) {
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

    public static EncodedAnswer of(int code, String message) {
        return of(new Answer(code, message, HeaderList.EMPTY));
    }

    /// The answer to a request that is not gRPC.
    public static EncodedAnswer http(String... namesAndValues) {
        return new EncodedAnswer(
                HeaderEncoder.encode(HeaderList.of(namesAndValues)), HeaderBlock.EMPTY);
    }
}

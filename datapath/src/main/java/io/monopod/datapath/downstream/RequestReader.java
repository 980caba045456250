package io.monopod.datapath.downstream;

import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.GrpcTimeout;
import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.HeadersReader;
import io.monopod.datapath.http2.header.HeaderDecoder;
import io.monopod.datapath.http2.header.HeaderEncoder;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.http2.header.HeaderRules;
import io.monopod.datapath.splice.EncodedAnswer;
import io.monopod.datapath.splice.EncodedDecision;
import io.monopod.datapath.splice.ForwardedFields;
import io.monopod.datapath.splice.Request;
import io.monopod.datapath.splice.RequestHead;

import org.jspecify.annotations.Nullable;

/// Decodes the header blocks of a client, and gets a decision for each new call. Runs on the
/// client's reader thread, without the lock.
final class RequestReader implements HeadersReader<RequestBlock> {
    private static final EncodedAnswer WRONG_METHOD =
            EncodedAnswer.http(":status", "405", "allow", "POST");
    private static final EncodedAnswer WRONG_CONTENT = EncodedAnswer.http(":status", "415");
    private static final EncodedAnswer WRONG_TIMEOUT = EncodedAnswer.of(13, "malformed timeout");

    /// The part of a block's result that does not depend on the connection or the time.
    ///
    /// @param request null if the list cannot start a call
    /// @param refusal the answer to a request that is not gRPC; otherwise null
    private record Decoded(
            HeaderList list, @Nullable Request request, @Nullable EncodedAnswer refusal) {
        static Decoded of(HeaderList received, CallHandler handler) {
            var request = HeaderRules.request(received);
            if (request == null) {
                return new Decoded(received, null, null);
            }
            var list = BinaryFields.split(request);
            return list == null
                    ? new Decoded(request, Request.of(request, handler), wrongBinary(request))
                    : new Decoded(list, Request.of(list, handler), refusalOf(list));
        }
    }

    /// The headers of a call whose header list is too large.
    private static final Decoded TOO_LARGE =
            new Decoded(
                    HeaderList.EMPTY,
                    new Request(RequestHead.NONE, null, -1, 0),
                    EncodedAnswer.of(8, "request header list is too large"));

    private final DownstreamConnection downstream;
    private final CallHandler handler;
    private final HeaderDecoder<Decoded> decoder;
    private int lastOpened;

    RequestReader(DownstreamConnection downstream, CallHandler handler) {
        this.downstream = downstream;
        this.handler = handler;
        decoder =
                new HeaderDecoder<>(
                        downstream.limits().headerListSize(), list -> Decoded.of(list, handler));
    }

    @Override
    public RequestBlock read(int streamId, byte[] bytes, int from, int length, boolean end)
            throws ConnectionError {
        var block = decoder.decode(bytes, from, length);
        if (streamId <= lastOpened || streamId % 2 == 0) {
            return trailers(block);
        }
        lastOpened = streamId;
        return opening(block == null ? TOO_LARGE : block, end);
    }

    private RequestBlock opening(Decoded head, boolean end) {
        var request = head.request();
        if (request == null || (end && request.contentLength() > 0)) {
            return new RequestBlock.Malformed();
        }
        if (!downstream.openCalls().tryOpen(request.headBytes())) {
            return new RequestBlock.Excess();
        }
        var refusal = head.refusal();
        downstream.beginAdmission();
        var decision =
                refusal == null
                        ? EncodedDecision.of(() -> handler.admit(head.list(), downstream))
                        : new EncodedDecision.Refuse(refusal);
        return new RequestBlock.Opening(
                decision instanceof EncodedDecision.Refuse ? request.answered() : request,
                decision,
                downstream.hasSeenToken());
    }

    private static EncodedAnswer wrongBinary(HeaderList head) {
        return EncodedAnswer.of(13, "malformed binary metadata in " + BinaryFields.malformed(head));
    }

    /// A gRPC server's answer to a request that is not gRPC (gRPC over HTTP/2, "Requests").
    private static @Nullable EncodedAnswer refusalOf(HeaderList head) {
        if (!"POST".equals(head.first(":method"))) {
            return WRONG_METHOD;
        }
        if (!isGrpc(head.first("content-type"))) {
            return WRONG_CONTENT;
        }
        var timeout = head.first(GrpcTimeout.NAME);
        return timeout == null || GrpcTimeout.parse(timeout) != null ? null : WRONG_TIMEOUT;
    }

    private static boolean isGrpc(@Nullable String contentType) {
        var grpc = "application/grpc";
        if (contentType == null || !contentType.startsWith(grpc)) {
            return false;
        }
        return contentType.length() == grpc.length() || "+;".indexOf(contentType.charAt(16)) >= 0;
    }

    private static RequestBlock trailers(@Nullable Decoded block) {
        var valid = block == null ? null : HeaderRules.trailers(block.list());
        var fields = valid == null ? null : BinaryFields.split(valid);
        return fields == null
                ? new RequestBlock.Malformed()
                : new RequestBlock.Trailers(HeaderEncoder.encode(ForwardedFields.of(fields)));
    }
}

package io.monopod.gateway.proxy;

import io.monopod.gateway.call.CallHandler;
import io.monopod.gateway.call.GrpcTimeout;
import io.monopod.gateway.http2.ConnectionError;
import io.monopod.gateway.http2.HeadReader;
import io.monopod.gateway.http2.HeaderDecoder;
import io.monopod.gateway.http2.HeaderEncoder;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.http2.HeaderRules;

import org.jspecify.annotations.Nullable;

/// Decodes the header blocks of a client, and has each new call decided. On the thread that reads
/// the client, without the lock.
final class RequestReader implements HeadReader<RequestBlock> {
    private static final EncodedAnswer TOO_LARGE =
            EncodedAnswer.of(8, "request header list is too large");
    private static final EncodedAnswer WRONG_METHOD =
            EncodedAnswer.http(":status", "405", "allow", "POST");
    private static final EncodedAnswer WRONG_CONTENT = EncodedAnswer.http(":status", "415");
    private static final EncodedAnswer WRONG_TIMEOUT = EncodedAnswer.of(13, "malformed timeout");

    private final ClientSide side;
    private final CallHandler handler;
    private final HeaderDecoder decoder;
    private int lastOpened;

    RequestReader(ClientSide side, CallHandler handler) {
        this.side = side;
        this.handler = handler;
        decoder = new HeaderDecoder(side.limits().headerListSize());
    }

    @Override
    public RequestBlock read(int streamId, byte[] bytes, int from, int length, boolean end)
            throws ConnectionError {
        var list = decoder.decode(bytes, from, length);
        if (streamId <= lastOpened || streamId % 2 == 0) {
            return trailers(list);
        }
        lastOpened = streamId;
        return opening(list, end);
    }

    private RequestBlock opening(@Nullable HeaderList head, boolean end) {
        if (head != null && !isValid(head, end)) {
            return new RequestBlock.Malformed();
        }
        var counted = head == null ? HeaderList.EMPTY : head;
        if (!side.openCalls().tryOpen(counted.octets())) {
            return new RequestBlock.Excess();
        }
        var course = head == null ? new Course.Answered(TOO_LARGE) : course(head);
        var request =
                course instanceof Course.Answered ? Request.answered(counted) : Request.of(counted);
        return new RequestBlock.Opening(request, course);
    }

    private Course course(HeaderList head) {
        var refusal = refusalOf(head);
        return refusal == null
                ? Course.of(() -> handler.admit(head, side))
                : new Course.Answered(refusal);
    }

    private static boolean isValid(HeaderList head, boolean end) {
        return HeaderRules.isValidRequest(head) && !(end && HeaderRules.contentLength(head) > 0);
    }

    /// What a gRPC server answers to what is not gRPC (gRPC over HTTP/2, "Requests").
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

    private static RequestBlock trailers(@Nullable HeaderList list) {
        return list != null && HeaderRules.isValidTrailers(list)
                ? new RequestBlock.Trailers(HeaderEncoder.encode(ForwardedFields.of(list)))
                : new RequestBlock.Malformed();
    }
}

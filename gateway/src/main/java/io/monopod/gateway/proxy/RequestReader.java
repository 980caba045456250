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

import java.util.Set;

/// Decodes the header blocks of a client, and has each new call decided. On the thread that reads
/// the client, without the lock.
final class RequestReader implements HeadReader<RequestBlock> {
    private static final EncodedAnswer WRONG_METHOD =
            EncodedAnswer.http(":status", "405", "allow", "POST");
    private static final EncodedAnswer WRONG_CONTENT = EncodedAnswer.http(":status", "415");
    private static final EncodedAnswer WRONG_TIMEOUT = EncodedAnswer.of(13, "malformed timeout");

    /// What can be said of a block whoever sends it and whenever.
    ///
    /// @param request null if the list cannot begin a call
    /// @param refusal what is answered to a request that is not gRPC; else null
    private record Decoded(
            HeaderList list, @Nullable Request request, @Nullable EncodedAnswer refusal) {
        static Decoded of(HeaderList list, Set<String> replaced) {
            return HeaderRules.isValidRequest(list)
                    ? new Decoded(list, Request.of(list, replaced), refusalOf(list))
                    : new Decoded(list, null, null);
        }
    }

    /// The head of a call whose header list is larger than allowed.
    private static final Decoded TOO_LARGE =
            new Decoded(
                    HeaderList.EMPTY,
                    Request.of(HeaderList.EMPTY, Set.of()),
                    EncodedAnswer.of(8, "request header list is too large"));

    private final ClientSide side;
    private final CallHandler handler;
    private final HeaderDecoder<Decoded> decoder;
    private int lastOpened;

    RequestReader(ClientSide side, CallHandler handler) {
        this.side = side;
        this.handler = handler;
        var replaced = handler.replaced();
        decoder =
                new HeaderDecoder<>(
                        side.limits().headerListSize(), list -> Decoded.of(list, replaced));
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
        if (!side.openCalls().tryOpen(request.headOctets())) {
            return new RequestBlock.Excess();
        }
        var refusal = head.refusal();
        var course =
                refusal == null
                        ? Course.of(() -> handler.admit(head.list(), side))
                        : new Course.Answered(refusal);
        return new RequestBlock.Opening(
                course instanceof Course.Answered ? request.answered() : request, course);
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

    private static RequestBlock trailers(@Nullable Decoded block) {
        return block != null && HeaderRules.isValidTrailers(block.list())
                ? new RequestBlock.Trailers(HeaderEncoder.encode(ForwardedFields.of(block.list())))
                : new RequestBlock.Malformed();
    }
}

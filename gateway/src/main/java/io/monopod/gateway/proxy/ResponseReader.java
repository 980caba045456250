package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.ConnectionError;
import io.monopod.gateway.http2.HeadReader;
import io.monopod.gateway.http2.HeaderDecoder;
import io.monopod.gateway.http2.HeaderEncoder;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.http2.HeaderRules;

import org.jspecify.annotations.Nullable;

/// Decodes the header blocks of an instance. On the thread that reads the instance, without the
/// lock.
final class ResponseReader implements HeadReader<ResponseBlock> {
    private final InstanceSide side;
    private final HeaderDecoder decoder;

    ResponseReader(InstanceSide side, int maxHeaderListSize) {
        this.side = side;
        decoder = new HeaderDecoder(maxHeaderListSize);
    }

    @Override
    public ResponseBlock read(int streamId, byte[] bytes, int from, int length, boolean end)
            throws ConnectionError {
        var list = decoder.decode(bytes, from, length);
        if (list == null || !isValid(list, end)) {
            return new ResponseBlock.Malformed();
        }
        var reserved = ForwardedFields.reserved(list);
        if (!reserved.fields().isEmpty()) {
            side.instanceSays(streamId, reserved);
        }
        var forwarded = ForwardedFields.of(list);
        var block = HeaderEncoder.encode(forwarded);
        return isInterim(list)
                ? new ResponseBlock.Interim(block)
                : new ResponseBlock.Fields(
                        forwarded, block, status(list), HeaderRules.contentLength(list));
    }

    /// A block without `:status` can only be trailers, which end the stream.
    private static boolean isValid(HeaderList list, boolean end) {
        return HeaderRules.isValidResponse(list)
                ? !(end && isInterim(list))
                : end && HeaderRules.isValidTrailers(list);
    }

    private static boolean isInterim(HeaderList list) {
        var status = list.first(":status");
        return status != null && status.startsWith("1");
    }

    private static int status(HeaderList list) {
        return parse(list.first("grpc-status"));
    }

    private static int parse(@Nullable String status) {
        if (status == null || status.isEmpty() || status.length() > 9) {
            return -1;
        }
        return status.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(status) : -1;
    }
}

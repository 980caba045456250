package io.monopod.gateway.proxy;

import io.monopod.contract.Names;
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
    /// What can be said of a block whatever call it belongs to.
    ///
    /// @param reserved the fields that are for the gateway
    /// @param goingOn what it is if the stream goes on
    /// @param ending what it is if it ends the stream
    private record Decoded(HeaderList reserved, ResponseBlock goingOn, ResponseBlock ending) {
        static Decoded of(HeaderList list) {
            boolean response = HeaderRules.isValidResponse(list);
            if (!response && !HeaderRules.isValidTrailers(list)) {
                return MALFORMED;
            }
            var forwarded = ForwardedFields.of(list);
            var block = HeaderEncoder.encode(forwarded);
            var reserved = ForwardedFields.reserved(list);
            if (response && isInterim(list)) {
                return new Decoded(reserved, new ResponseBlock.Interim(block), WRONG);
            }
            // A block without `:status` can only be trailers, which end the stream.
            long contentLength = response ? HeaderRules.contentLength(list) : -1;
            var fields = new ResponseBlock.Fields(forwarded, block, status(list), contentLength);
            if (contentLength > 0) {
                return new Decoded(reserved, fields, WRONG);
            }
            return response
                    ? new Decoded(reserved, fields, alone(fields, reserved))
                    : new Decoded(reserved, WRONG, fields);
        }

        /// Trailers-Only.
        private static ResponseBlock alone(ResponseBlock.Fields fields, HeaderList reserved) {
            return Names.CALL_NOT_RUN.equals(reserved.first(Names.CALL))
                    ? new ResponseBlock.NotRun(fields)
                    : fields;
        }
    }

    private static final ResponseBlock WRONG = new ResponseBlock.Malformed();
    private static final Decoded MALFORMED = new Decoded(HeaderList.EMPTY, WRONG, WRONG);

    private final InstanceSide side;
    private final HeaderDecoder<Decoded> decoder;

    ResponseReader(InstanceSide side, int maxHeaderListSize) {
        this.side = side;
        decoder = new HeaderDecoder<>(maxHeaderListSize, Decoded::of);
    }

    @Override
    public ResponseBlock read(int streamId, byte[] bytes, int from, int length, boolean end)
            throws ConnectionError {
        var decoded = decoder.decode(bytes, from, length);
        if (decoded == null) {
            return WRONG;
        }
        var block = end ? decoded.ending() : decoded.goingOn();
        if (!(block instanceof ResponseBlock.Malformed) && !decoded.reserved().fields().isEmpty()) {
            side.instanceSays(streamId, decoded.reserved());
        }
        return block;
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

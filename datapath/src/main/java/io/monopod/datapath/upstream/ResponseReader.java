package io.monopod.datapath.upstream;

import io.monopod.contract.Names;
import io.monopod.datapath.http2.frame.ConnectionError;
import io.monopod.datapath.http2.frame.HeadersReader;
import io.monopod.datapath.http2.header.HeaderDecoder;
import io.monopod.datapath.http2.header.HeaderEncoder;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.http2.header.HeaderRules;
import io.monopod.datapath.splice.ForwardedFields;
import io.monopod.datapath.splice.ResponseBlock;

/// Decodes the header blocks of an instance. Runs on the instance's reader thread, without the
/// lock.
final class ResponseReader implements HeadersReader<ResponseBlock> {
    /// The part of a block's result that does not depend on the call.
    ///
    /// @param reserved the fields for the gateway
    /// @param goingOn the result if the stream continues
    /// @param ending the result if the block ends the stream
    private record Decoded(HeaderList reserved, ResponseBlock goingOn, ResponseBlock ending) {
        static Decoded of(HeaderList received) {
            boolean response = received.first(":status") != null;
            var list = response ? HeaderRules.response(received) : HeaderRules.trailers(received);
            if (list == null) {
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
            var fields =
                    new ResponseBlock.Fields(
                            forwarded, block, ResponseBlock.Fields.status(list), contentLength);
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

    private final RemoteConnection upstream;
    private final HeaderDecoder<Decoded> decoder;

    ResponseReader(RemoteConnection upstream, int maxHeaderListSize) {
        this.upstream = upstream;
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
            upstream.instanceSays(streamId, decoded.reserved(), status(block));
        }
        return block;
    }

    private static boolean isInterim(HeaderList list) {
        var status = list.first(":status");
        return status != null && status.startsWith("1");
    }

    private static int status(ResponseBlock block) {
        return switch (block) {
            case ResponseBlock.Fields fields -> fields.status();
            case ResponseBlock.NotRun(var answer) -> answer.status();
            case ResponseBlock.Interim _, ResponseBlock.Malformed _ -> -1;
        };
    }
}

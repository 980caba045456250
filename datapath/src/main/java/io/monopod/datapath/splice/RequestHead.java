package io.monopod.datapath.splice;

import io.monopod.datapath.http2.frame.HeaderBlock;
import io.monopod.datapath.http2.header.HeaderEncoder;
import io.monopod.datapath.http2.header.HeaderList;

/// The forwarded header fields of a request.
///
/// @param block the same, encoded
public record RequestHead(HeaderList list, HeaderBlock block) {
    public static final RequestHead NONE = new RequestHead(HeaderList.EMPTY, HeaderBlock.EMPTY);

    static RequestHead of(HeaderList list) {
        return new RequestHead(list, HeaderEncoder.encode(list));
    }
}

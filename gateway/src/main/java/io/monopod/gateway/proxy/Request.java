package io.monopod.gateway.proxy;

import io.monopod.gateway.call.GrpcTimeout;
import io.monopod.gateway.http2.HeaderBlock;
import io.monopod.gateway.http2.HeaderEncoder;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.http2.HeaderRules;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;

/// The head of a call, with what the data path needs of it.
///
/// @param forwarded the header block for the instance
/// @param timeout what the client allows, or null if it waits for ever
/// @param contentLength octets of DATA that the client declared, or -1
/// @param headOctets what the head counts in [OpenCalls]
record Request(
        HeaderBlock forwarded, @Nullable Duration timeout, long contentLength, int headOctets) {
    /// @param replaced names of fields that the instance gets from elsewhere
    static Request of(HeaderList head, Set<String> replaced) {
        var timeout = head.first(GrpcTimeout.NAME);
        return new Request(
                HeaderEncoder.encode(ForwardedFields.without(replaced, head)),
                timeout == null ? null : GrpcTimeout.parse(timeout),
                HeaderRules.contentLength(head),
                head.octets());
    }

    /// The same for a call that goes to no instance: nothing of its head is kept.
    Request answered() {
        return new Request(HeaderBlock.EMPTY, null, contentLength, headOctets);
    }
}

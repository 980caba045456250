package io.monopod.datapath.splice;

import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.GrpcTimeout;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.http2.header.HeaderRules;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// The headers of a call, with what the data path needs of them.
///
/// @param forwarded the headers for the instance
/// @param timeout the client's timeout, or null for none
/// @param contentLength the declared bytes of DATA, or -1
/// @param headBytes the size of the headers in [io.monopod.datapath.budget.OpenCalls]
public record Request(
        RequestHead forwarded, @Nullable Duration timeout, long contentLength, int headBytes) {
    public static Request of(HeaderList head, CallHandler handler) {
        var timeout = head.first(GrpcTimeout.NAME);
        var forwarded = ForwardedFields.of(head, handler);
        return new Request(
                RequestHead.of(forwarded),
                timeout == null ? null : GrpcTimeout.parse(timeout),
                HeaderRules.contentLength(head),
                head.bytes());
    }

    /// The same for a call that goes to no instance: its headers are not kept.
    public Request answered() {
        return new Request(RequestHead.NONE, null, contentLength, headBytes);
    }
}

package io.monopod.datapath.serve;

import io.grpc.Metadata;
import io.grpc.Status;
import io.helidon.http.http2.FlowControl;
import io.helidon.http.http2.Http2Flag.HeaderFlags;
import io.helidon.http.http2.Http2FrameData;
import io.helidon.http.http2.Http2Headers;
import io.helidon.http.http2.Http2StreamWriter;
import io.monopod.datapath.call.ServedCall;
import io.monopod.datapath.http2.header.HeaderList;

import org.jspecify.annotations.Nullable;

/// Writes Helidon's response to one call. A response of one message is sent in one piece with its
/// headers and trailers.
final class AnswerWriter implements Http2StreamWriter {
    private final ServedCall call;
    private final boolean oneMessage;
    private Metadata metadata = new Metadata();
    private @Nullable HeaderList head;
    private byte @Nullable [] message;
    private boolean headersSent;

    /// @param oneMessage whether a successful response has exactly one message
    AnswerWriter(ServedCall call, boolean oneMessage) {
        this.call = call;
        this.oneMessage = oneMessage;
    }

    /// Sets the metadata of the next header block.
    synchronized void with(Metadata next) {
        metadata = next;
    }

    /// Ends the call without Helidon's handler.
    synchronized void finish(Status status, Metadata trailers) {
        send(ResponseFields.of(status, trailers, !headersSent));
    }

    @Override
    public synchronized int writeHeaders(
            Http2Headers headers, int streamId, HeaderFlags flags, FlowControl.Outbound window) {
        var fields = ResponseFields.of(headers, metadata);
        if (flags.endOfStream()) {
            send(fields);
        } else {
            headersSent = true;
            head = fields;
            flush();
        }
        return 0;
    }

    @Override
    public synchronized void writeData(Http2FrameData frame, FlowControl.Outbound window) {
        message = frame.data().readBytes();
        flush();
    }

    @Override
    public int writeHeaders(
            Http2Headers headers,
            int streamId,
            HeaderFlags flags,
            Http2FrameData data,
            FlowControl.Outbound window) {
        throw new UnsupportedOperationException("Helidon's gRPC handler writes them apart");
    }

    @Override
    public void write(Http2FrameData frame) {
        throw new UnsupportedOperationException("only a connection has such frames");
    }

    private void flush() {
        if (!oneMessage) {
            send(null);
        }
    }

    private void send(@Nullable HeaderList last) {
        call.send(head, message, last);
        head = null;
        message = null;
    }
}

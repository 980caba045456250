package io.monopod.datapath.serve;

import com.google.protobuf.InvalidProtocolBufferException;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Flag;
import io.helidon.http.http2.Http2FrameHeader;
import io.helidon.http.http2.Http2FrameTypes;
import io.helidon.http.http2.Http2Headers;
import io.helidon.http.http2.Http2RstStream;
import io.helidon.http.http2.Http2Settings;
import io.helidon.http.http2.Http2StreamState;
import io.helidon.webserver.Router;
import io.helidon.webserver.grpc.GrpcProtocolSelector;
import io.helidon.webserver.http2.spi.Http2SubProtocolSelector.SubProtocolHandler;
import io.monopod.datapath.call.Incoming;
import io.monopod.datapath.call.ServedCall;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/// A call that Helidon's handler passes to the service. Received messages are passed on one by one,
/// on the call's thread.
final class HostedCall {
    /// The call that Helidon starts on this thread.
    static final Context.Key<HostedCall> CURRENT = Context.key("monopod-hosted-call");

    /// Helidon uses it only in frames that are never sent.
    private static final int STREAM = 1;

    private static final int PREFIX = 5;
    private static final Http2Settings SETTINGS = Http2Settings.create();
    private static final Http2FrameHeader DATA = dataHeader(0);
    private static final Http2FrameHeader LAST = dataHeader(Http2Flag.END_OF_STREAM);

    private final ServedCall call;
    private final GrpcServices.Hosted hosted;
    private final Metadata metadata;
    private final Messages messages;
    private final FailureLog failures;
    private final AnswerWriter writer;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable ServerCall<?, ?> helidons;
    private volatile boolean refused;

    private HostedCall(
            ServedCall call,
            GrpcServices.Hosted hosted,
            Metadata metadata,
            Messages messages,
            FailureLog failures,
            AnswerWriter writer) {
        this.call = call;
        this.hosted = hosted;
        this.metadata = metadata;
        this.messages = messages;
        this.failures = failures;
        this.writer = writer;
    }

    /// Serves a call until it is over, however it ends.
    static void serve(
            ServedCall call,
            GrpcServices.Hosted hosted,
            int maxMessageSize,
            FailureLog failures,
            GrpcProtocolSelector selector,
            Router router) {
        var writer = new AnswerWriter(call, hosted.method().getType().serverSendsOneMessage());
        try {
            var metadata = MetadataFields.of(call.head());
            var messages = Messages.of(call.head(), maxMessageSize);
            new HostedCall(call, hosted, metadata, messages, failures, writer)
                    .run(selector, router);
        } catch (StatusException e) {
            failures.refused(hosted.method(), call, e.getStatus());
            writer.finish(e.getStatus(), trailers(e));
        }
    }

    private void run(GrpcProtocolSelector selector, Router router) {
        var handler =
                selector.subProtocol(
                                new HelidonConnection(call.connection()),
                                hosted.path(),
                                head(),
                                writer,
                                STREAM,
                                SETTINGS,
                                SETTINGS,
                                null,
                                Http2StreamState.OPEN,
                                router)
                        .subProtocol();
        Context.current().withValue(CURRENT, this).run(handler::init);
        call.onCancel(() -> cancel(handler));
        boolean open = true;
        while (open) {
            open = handle(call.receive(), handler);
        }
    }

    /// The content type is all that Helidon needs to recognise gRPC.
    private static Http2Headers head() {
        return Http2Headers.create(
                WritableHeaders.create().set(HeaderNames.CONTENT_TYPE, "application/grpc"));
    }

    private boolean handle(Incoming incoming, SubProtocolHandler handler) {
        switch (incoming) {
            case Incoming.Message message -> pass(message, handler);
            case Incoming.End() -> handler.data(LAST, BufferData.empty());
            case Incoming.TooLong _ -> refuse(Faults.tooLong(messages.limit()), handler);
            case Incoming.CutOff() -> refuse(Faults.CUT_OFF, handler);
            case Incoming.Over() -> {
                return false;
            }
        }
        return true;
    }

    private void pass(Incoming.Message message, SubProtocolHandler handler) {
        try {
            var plain = messages.plain(message);
            if (helidons != null) {
                helidons.request(1);
            }
            var framed = ByteBuffer.allocate(PREFIX + plain.length);
            framed.put((byte) 0).putInt(plain.length).put(plain);
            handler.data(DATA, BufferData.create(framed.array()));
        } catch (StatusException e) {
            refuse(e.getStatus(), handler);
        }
    }

    /// The client broke the protocol: it gets the status, and the service sees a cancel.
    private void refuse(Status status, SubProtocolHandler handler) {
        if (end(status)) {
            failures.refused(hosted.method(), call, status);
        }
        cancel(handler);
    }

    private static void cancel(SubProtocolHandler handler) {
        handler.rstStream(new Http2RstStream(Http2ErrorCode.CANCEL));
    }

    // Called by the service through its [Boundary].

    <Q, A> ServerCall.Listener<Q> start(ServerCall<Q, A> helidons, ServerCallHandler<Q, A> next) {
        var context = Context.current().withCancellation();
        this.helidons = helidons;
        var boundary = new Boundary.Call<>(helidons, this, call, writer, closed);
        var listener = new Boundary.Listener<Q>(this, context);
        listener.guard(
                () -> listener.passTo(Contexts.interceptCall(context, boundary, metadata, next)));
        return listener;
    }

    /// Whether the service's response is not needed: the client has cancelled, or got another
    /// status.
    boolean isCancelled() {
        return refused || call.isCancelled();
    }

    boolean isOver() {
        return call.isOver();
    }

    /// The service threw an exception, or a message could not be parsed for it.
    ///
    /// @return whether that ended the call
    boolean failed(Throwable failure) {
        boolean malformed =
                failure instanceof StatusRuntimeException
                        && failure.getCause() instanceof InvalidProtocolBufferException;
        if (malformed) {
            failures.refused(hosted.method(), call, Faults.MALFORMED_MESSAGE);
        } else if (!isCancelled()) {
            failures.failed(hosted.method(), failure);
        }
        return end(malformed ? Faults.MALFORMED_MESSAGE : Faults.INTERNAL);
    }

    private boolean end(Status status) {
        boolean first = closed.compareAndSet(false, true);
        if (first) {
            refused = true;
            writer.finish(status, new Metadata());
        }
        return first;
    }

    private static Metadata trailers(StatusException refusal) {
        var trailers = refusal.getTrailers();
        return trailers == null ? new Metadata() : trailers;
    }

    private static Http2FrameHeader dataHeader(int flags) {
        return Http2FrameHeader.create(
                0, Http2FrameTypes.DATA, Http2Flag.DataFlags.create(flags), STREAM);
    }
}

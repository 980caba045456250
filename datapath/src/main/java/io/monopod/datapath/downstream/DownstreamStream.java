package io.monopod.datapath.downstream;

import io.monopod.datapath.config.Timeouts;
import io.monopod.datapath.http2.Stream;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.HeaderBlock;
import io.monopod.datapath.splice.EncodedAnswer;
import io.monopod.datapath.splice.SplicedCall;

import org.jspecify.annotations.Nullable;

/// The client's stream of a call.
final class DownstreamStream extends Stream<RequestBlock> {
    private final DownstreamConnection downstream;
    private @Nullable SplicedCall call;

    /// Whether bytes were sent since the last watch.
    private boolean moving = true;

    private long unmovedSince;

    DownstreamStream(DownstreamConnection downstream) {
        super(downstream.endpoint());
        this.downstream = downstream;
    }

    @Nullable SplicedCall call() {
        return call;
    }

    @Override
    protected void onHeaders(RequestBlock block, boolean end) {
        switch (block) {
            case RequestBlock.Opening opening -> open(opening, end);
            case RequestBlock.Trailers(var fields) -> trailers(fields, end);
            case RequestBlock.Malformed() -> malformed();
            case RequestBlock.Excess() -> refuse(ErrorCode.REFUSED_STREAM);
        }
    }

    @Override
    protected void onData(byte[] bytes, int from, int length, boolean end) {
        if (call == null) {
            consumed(length);
        } else {
            call.requestData(bytes, from, length, end);
        }
    }

    @Override
    protected void onSent(int byteCount) {
        moving = true;
        if (call != null) {
            call.responseSent(byteCount);
        }
    }

    @Override
    protected boolean makeRoom(int byteCount) {
        return call != null && call.makeRoom(byteCount);
    }

    @Override
    protected void onOverload() {
        if (call != null) {
            call.overloaded();
        }
    }

    @Override
    protected void onClosed() {
        if (call != null) {
            call.report().left();
        }
    }

    @Override
    protected void onReset(ErrorCode code) {
        cancel();
    }

    @Override
    protected void onViolation(ErrorCode code) {
        cancel();
    }

    void cancel() {
        if (call != null) {
            call.cancelled();
        }
    }

    /// The gateway stops. The rest of the request is dropped.
    void stop(EncodedAnswer answer) {
        if (call != null) {
            call.stop(answer);
        }
        refuseRest();
    }

    /// The memory of the call is needed for others.
    void giveUp() {
        if (call != null && call.isOver()) {
            reset(ErrorCode.ENHANCE_YOUR_CALM); // it was answered, but the client does not read
            cancel();
        } else {
            onOverload();
        }
    }

    /// Ends the stream of a client that got its response a while ago but does not end its request,
    /// or that does not read its response.
    void watch(long now, Timeouts times) {
        if (moving || !(localEnded() || queued() > 0)) {
            moving = false;
            unmovedSince = now;
        } else if (localEnded() && now - unmovedSince > times.linger().toNanos()) {
            reset(ErrorCode.NO_ERROR);
            cancel();
        } else if (now - unmovedSince > times.stall().toNanos()) {
            reset(ErrorCode.ENHANCE_YOUR_CALM);
            cancel();
        }
    }

    /// Refuses the call before it uses memory. A client that does not read even refusals gets none.
    private void turnAway(RequestBlock.Opening opening) {
        opening.abandon(downstream);
        if (downstream.isCrowded()) {
            refuse(ErrorCode.REFUSED_STREAM);
            return;
        }
        var answer = downstream.overloaded();
        sendHeaders(answer.head(), answer.fields(), true);
        reset(ErrorCode.NO_ERROR); // the rest of the request
    }

    private void open(RequestBlock.Opening opening, boolean end) {
        var ticket = downstream.openCalls().admit(opening.request().headBytes(), opening.token());
        if (ticket == null) {
            turnAway(opening);
            return;
        }
        long contentLength = opening.request().contentLength();
        declare(contentLength);
        call = new SplicedCall(downstream, this, opening.request(), ticket);
        call.begin(opening.decision(), end);
    }

    /// Trailers end the request (RFC 9113, section 8.1).
    private void trailers(HeaderBlock fields, boolean end) {
        if (!end) {
            malformed();
        } else if (call != null) {
            call.requestTrailers(fields);
        }
    }

    private void malformed() {
        refuse(ErrorCode.PROTOCOL_ERROR);
        cancel();
    }
}

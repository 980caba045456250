package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.ErrorCode;
import io.monopod.gateway.http2.HeaderBlock;
import io.monopod.gateway.http2.Stream;

import org.jspecify.annotations.Nullable;

/// The client's half of a call.
final class ClientStream extends Stream<RequestBlock> {
    private final ClientSide side;
    private @Nullable SplicedCall call;

    /// Whether something was sent since the last watch.
    private boolean moving = true;

    private long unmovedSince;

    ClientStream(ClientSide side) {
        super(side.endpoint());
        this.side = side;
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
            passedOn(length);
        } else {
            call.requestData(bytes, from, length, end);
        }
    }

    @Override
    protected void onSent(int octets) {
        moving = true;
        if (call != null) {
            call.responseSent(octets);
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

    /// Nobody wants the rest of the request, as it was answered. If some of the answer still waits
    /// for the client, a reset would throw it away; [#watch] ends the request then.
    void stopRequest() {
        if (localEnded()) {
            reset(ErrorCode.NO_ERROR);
        }
    }

    /// Ends the stream of a client that has had its answer for a while, but does not end its
    /// request; and of one that takes nothing of what waits for it.
    void watch(long now, DataPathConfig.Times times) {
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

    private void open(RequestBlock.Opening opening, boolean end) {
        long contentLength = opening.request().contentLength();
        declare(contentLength);
        call = new SplicedCall(side, this, opening.request());
        call.begin(opening.course(), end);
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

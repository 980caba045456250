package io.monopod.datapath.upstream;

import io.monopod.datapath.http2.Stream;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.splice.RequestHead;
import io.monopod.datapath.splice.ResponseBlock;
import io.monopod.datapath.splice.SplicedCall;
import io.monopod.datapath.splice.UpstreamStream;

/// The instance's stream of a call.
final class RemoteStream extends Stream<ResponseBlock> implements UpstreamStream {
    private final RemoteConnection upstream;
    private final SplicedCall call;
    private final long openedAt;
    private long sent;
    private boolean headed;

    RemoteStream(RemoteConnection upstream, SplicedCall call) {
        super(upstream.endpoint());
        this.upstream = upstream;
        this.call = call;
        openedAt = upstream.endpoint().out().total();
    }

    SplicedCall call() {
        return call;
    }

    @Override
    public void sendHead(RequestHead head, RequestHead added, boolean end) {
        sendHeaders(head.block(), added.block(), end);
    }

    @Override
    public void reset(ErrorCode code) {
        if (!isClosed()) {
            upstream.pauseForReset();
            super.reset(code);
            upstream.confirmReset();
        }
    }

    @Override
    public boolean mayBeLost() {
        return true;
    }

    @Override
    protected void onHeaders(ResponseBlock block, boolean end) {
        upstream.hasRead(openedAt);
        headed = true;
        switch (block) {
            case ResponseBlock.Interim(var fields) -> call.interimResponse(fields);
            case ResponseBlock.Fields fields -> {
                if (fields.contentLength() >= 0) {
                    declare(fields.contentLength());
                }
                call.responseFields(fields, end);
            }
            case ResponseBlock.NotRun(var answer) -> call.notRun(answer);
            case ResponseBlock.Malformed() -> {
                refuse(ErrorCode.PROTOCOL_ERROR);
                call.broken();
            }
        }
    }

    @Override
    protected void onData(byte[] bytes, int from, int length, boolean end) {
        call.responseData(bytes, from, length, end);
    }

    @Override
    protected void onSent(int byteCount) {
        sent += byteCount;
        call.requestSent(this, sent);
    }

    @Override
    protected void onWindowLowered() {
        call.responseNarrowed();
    }

    @Override
    protected boolean makeRoom(int byteCount) {
        return call.makeRoom(byteCount);
    }

    @Override
    protected void onOverload() {
        call.overloaded();
    }

    @Override
    protected void onReset(ErrorCode code) {
        if (upstream.isGone()) {
            call.instanceLost();
        } else if (code != ErrorCode.REFUSED_STREAM) {
            call.resetByInstance(code);
        } else if (headed) {
            upstream.onLie();
            call.instanceLost();
        } else if (!upstream.isBelieved()) {
            call.instanceLost();
        } else if (upstream.isLeaving()) {
            upstream.retire();
            call.notTaken();
        } else {
            call.resetByInstance(code);
        }
    }

    @Override
    protected void onViolation(ErrorCode code) {
        call.broken();
    }
}

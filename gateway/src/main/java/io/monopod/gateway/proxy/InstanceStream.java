package io.monopod.gateway.proxy;

import io.monopod.gateway.http2.ErrorCode;
import io.monopod.gateway.http2.Stream;

/// The instance's half of a call.
final class InstanceStream extends Stream<ResponseBlock> {
    private final InstanceSide side;
    private final SplicedCall call;
    private final long openedAt;
    private long sent;

    InstanceStream(InstanceSide side, SplicedCall call) {
        super(side.endpoint());
        this.side = side;
        this.call = call;
        openedAt = side.endpoint().out().total();
    }

    SplicedCall call() {
        return call;
    }

    @Override
    protected void onHeaders(ResponseBlock block, boolean end) {
        side.hasRead(openedAt);
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
    protected void onSent(int octets) {
        sent += octets;
        call.requestSent(this, sent);
    }

    @Override
    protected void onReset(ErrorCode code) {
        if (side.isGone()) {
            call.instanceLost();
        } else {
            call.resetByInstance(code);
        }
    }

    @Override
    protected void onViolation(ErrorCode code) {
        call.broken();
    }
}

package io.monopod.datapath.splice;

import io.monopod.datapath.budget.OpenCalls;
import io.monopod.datapath.call.AdmittedCall;
import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.Loss;
import io.monopod.datapath.call.Replayable;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.http2.Stream;
import io.monopod.datapath.http2.frame.ErrorCode;
import io.monopod.datapath.http2.frame.HeaderBlock;
import io.monopod.datapath.splice.CallState.Cause;

import org.jspecify.annotations.Nullable;

/// One call: the client's stream, and an instance's stream once it has one.
///
/// Guarded by the lock of its [io.monopod.datapath.connection.ConnectionGroup], except where a
/// method says otherwise.
public final class SplicedCall {
    /// The most connections that a call may try because each goes away before it accepts the call.
    private static final int MAX_STARTS = 5;

    private final Downstream downstream;
    private final Stream<?> client;
    private final RequestFlow request;
    private final ResponseFlow response;
    private final CallReport report;
    private final CallClock clock;
    private CallState state = new CallState.Undecided(null, null);
    private int starts;

    public SplicedCall(
            Downstream downstream, Stream<?> client, Request head, OpenCalls.Ticket ticket) {
        this.downstream = downstream;
        this.client = client;
        var limits = downstream.limits();
        var budgets = downstream.replayBudgets();
        request = new RequestFlow(client, head.forwarded(), limits, budgets.requests());
        response = new ResponseFlow(client, limits.holdBuffer(), budgets.messages());
        report = new CallReport(downstream, ticket);
        clock = new CallClock(downstream, head.timeout(), this::end);
    }

    public CallReport report() {
        return report;
    }

    /// The calling thread will leave the lock to call the [AdmittedCall].
    ///
    /// @return the call, usable until [CallReport#released()]; null if it is not at an instance
    public @Nullable AdmittedCall retain() {
        if (state instanceof CallState.Forwarded(var forward, _)) {
            report.retain();
            return forward.call();
        }
        return null;
    }

    // Events of the client.

    public void begin(EncodedDecision decision, boolean end) {
        if (end) {
            request.end();
        }
        follow(decision);
    }

    public void requestData(byte[] bytes, int from, int length, boolean end) {
        request.data(bytes, from, length, end);
        if (isOver()) {
            request.discard();
        }
    }

    public void requestTrailers(HeaderBlock block) {
        request.trailers(block);
    }

    public void cancelled() {
        over(Cause.CANCELLED);
        request.cancel(ErrorCode.CANCEL);
    }

    public void responseSent(int byteCount) {
        response.sent(byteCount);
    }

    // Events of the instance.

    /// The connection that the call waits for has room: sends the call.
    public void forward() {
        if (state instanceof CallState.Waiting waiting) {
            var forward = waiting.decision();
            if (!forward.call().isCurrent()) {
                unreached();
                return;
            }
            var stream = waiting.upstream().open(this);
            state = waiting.forwarded(stream);
            response.comeFrom(stream, forward.replayable());
            request.sendTo(stream, forward.added());
        }
    }

    public void requestSent(UpstreamStream stream, long total) {
        request.sent(stream, total);
    }

    public void interimResponse(HeaderBlock block) {
        if (!response.interim(block)) {
            broken();
        }
    }

    public void responseFields(ResponseBlock.Fields fields, boolean end) {
        if (!response.allows(fields, end)) {
            broken();
            return;
        }
        if (end) {
            answered(fields.status());
        } else {
            commit();
        }
        response.fields(fields, end);
    }

    public void responseData(byte[] bytes, int from, int length, boolean end) {
        if (!response.isHeaded()) {
            response.dropped(length);
            broken();
            return;
        }
        response.data(bytes, from, length, end);
        if (end) {
            answered(-1);
        }
    }

    /// The instance's window was lowered.
    public void responseNarrowed() {
        response.narrowed();
    }

    /// The instance refused the call, because the session's grant has ended there.
    ///
    /// @param answer the instance's answer
    public void notRun(ResponseBlock.Fields answer) {
        if (response.isHeaded() || !request.isRepeatable()) {
            responseFields(answer, true);
        } else {
            request.cancel(ErrorCode.CANCEL); // the instance needs no more of it
            unreached();
        }
    }

    public void resetByInstance(ErrorCode code) {
        if (isOver()) {
            client.refuseRest();
        } else if (code == ErrorCode.REFUSED_STREAM) {
            unreached();
        } else if (clock.isLate()) {
            // The instance's clock for the same deadline is slightly ahead of ours.
            end(Cause.LATE, CallClock.TOO_LATE);
        } else {
            failed();
        }
    }

    /// Bytes of the request and the response that are held.
    public long held() {
        return request.held() + response.held();
    }

    /// There is no memory for that many more bytes: ends a call that holds more than this one.
    ///
    /// @return false if there is no such call
    public boolean makeRoom(int byteCount) {
        return downstream.dropLongest(held() + byteCount);
    }

    /// There is no memory for the request or the response.
    public void overloaded() {
        end(Cause.OVERLOADED, downstream.overloaded());
    }

    /// The gateway stops, and the time for open calls has passed.
    public void stop(EncodedAnswer answer) {
        end(Cause.STOPPED, answer);
    }

    /// The instance broke the protocol on this stream.
    public void broken() {
        request.cancel(ErrorCode.PROTOCOL_ERROR);
        failed();
    }

    /// The instance sent GOAWAY and never saw the call, which gets another connection.
    public void notTaken() {
        if (state instanceof CallState.Forwarded(var forward, _)
                && request.isRepeatable()
                && ++starts <= MAX_STARTS) {
            request.rewind();
            follow(forward);
        } else {
            resetByInstance(ErrorCode.REFUSED_STREAM);
        }
    }

    /// The instance never saw the call.
    public void unreached() {
        switch (state) {
            case CallState.Waiting waiting ->
                    ask(waiting.unreached(), waiting.decision().call()::unreached);
            case CallState.Forwarded forwarded -> {
                if (response.isHeaded() || !request.isRepeatable()) {
                    failed();
                } else {
                    request.rewind();
                    ask(forwarded.unreached(), forwarded.decision().call()::unreached);
                }
            }
            case CallState.Undecided _, CallState.Over _ -> {}
        }
    }

    /// The connection that the call waited for is full: the call gets another one.
    public void moveOn() {
        if (state instanceof CallState.Waiting waiting) {
            follow(waiting.decision());
        }
    }

    /// The connection that the call waited for accepts no more calls: the call gets another one.
    public void startOver() {
        if (++starts > MAX_STARTS) {
            unreached();
        } else if (state instanceof CallState.Waiting waiting) {
            follow(waiting.decision());
        }
    }

    /// The connection to the instance broke, and it is unknown how far the call came.
    public void instanceLost() {
        if (isOver()) {
            client.refuseRest();
        } else if (state instanceof CallState.Forwarded forwarded
                && canReplay(forwarded.decision().replayable())) {
            request.rewind();
            var loss = response.isHeaded() ? Loss.ANSWERING : Loss.UNANSWERED;
            ask(forwarded.lost(), () -> forwarded.decision().call().replay(loss));
        } else {
            failed();
        }
    }

    private boolean canReplay(Replayable replayable) {
        return request.isRepeatable()
                && response.canGoOn(replayable)
                && (request.isComplete() || !response.isBegun());
    }

    /// It is unknown how far the call came, and it cannot be sent again.
    private void failed() {
        if (state instanceof CallState.Forwarded forwarded) {
            var call = forwarded.decision().call();
            ask(forwarded.lost(), () -> new RoutingDecision.Refuse(call.lost()));
        }
    }

    /// The instance has started to respond.
    private void commit() {
        if (state instanceof CallState.Forwarded(var forward, _)
                && forward.replayable() != Replayable.STREAM) {
            request.forget();
        }
    }

    // Decisions.

    private void follow(EncodedDecision decision) {
        switch (decision) {
            case EncodedDecision.Forward forward -> {
                var chosen = downstream.upstreamFor(forward.target());
                state = new CallState.Waiting(forward, chosen);
                clock.limit(forward.timeLimit());
                chosen.take(this);
            }
            case EncodedDecision.Refuse(var answer) -> {
                close(Cause.ANSWERED);
                response.answer(answer);
            }
            case EncodedDecision.Later(var later, _) -> ask(null, later);
        }
    }

    private void ask(CallState.@Nullable Former former, RoutingDecision.Decision decision) {
        var decider = Thread.ofVirtual().name("decider").unstarted(() -> decide(decision));
        state = new CallState.Undecided(former, decider);
        report.retain();
        decider.start();
    }

    /// Without the lock, on its own thread.
    private void decide(RoutingDecision.Decision decision) {
        var encoded = EncodedDecision.of(decision);
        downstream
                .group()
                .run(
                        () -> {
                            // No interrupt follows from here on. A late one would close the
                            // connections that this thread writes to, so it is cleared.
                            Thread.interrupted();
                            decided(encoded);
                        });
    }

    private void decided(EncodedDecision decision) {
        if (state instanceof CallState.Undecided(var former, _)) {
            if (former != null) {
                report.ended(former.call(), former.end());
            }
            follow(decision);
        } else if (state instanceof CallState.Over(var cause)
                && decision instanceof EncodedDecision.Forward forward) {
            report.ended(forward.call(), cause.end(false)); // the call ended before it was decided
        }
        report.released();
    }

    // The end.

    public boolean isOver() {
        return state instanceof CallState.Over;
    }

    private void end(Cause cause, EncodedAnswer answer) {
        if (!isOver()) {
            over(cause);
            client.dropQueued();
            response.answer(answer);
        }
    }

    private void answered(int status) {
        if (state instanceof CallState.Forwarded(var forward, _)) {
            report.ended(forward.call(), new CallEnd.Answered(status));
            close(Cause.ANSWERED);
        }
    }

    /// Ends the call in any state.
    private void over(Cause cause) {
        if (!isOver()) {
            state.leave(this, report, cause);
            response.discard();
            close(cause);
        }
    }

    private void close(Cause cause) {
        state = new CallState.Over(cause);
        clock.stop();
        request.discard();
        report.over();
    }
}

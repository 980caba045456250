package io.monopod.gateway.proxy;

import io.monopod.gateway.call.AdmittedCall;
import io.monopod.gateway.call.CallEnd;
import io.monopod.gateway.call.Replayable;
import io.monopod.gateway.call.Verdict;
import io.monopod.gateway.http2.ErrorCode;
import io.monopod.gateway.http2.HeaderBlock;
import io.monopod.gateway.proxy.Stage.Cause;

import org.jspecify.annotations.Nullable;

/// One call: the client's stream, and an instance's once it has one.
///
/// Guarded by the lock of its [Splice], except for the methods that say otherwise.
final class SplicedCall {
    /// Of connections that go away before they take the call.
    private static final int MOST_STARTS = 5;

    private final ClientSide side;
    private final ClientStream client;
    private final RequestFlow request;
    private final ResponseFlow response;
    private final CallReport report;
    private final CallClock clock;
    private Stage stage = new Stage.Undecided(null, null);
    private int starts;

    SplicedCall(ClientSide side, ClientStream client, Request head) {
        this.side = side;
        this.client = client;
        var limits = side.limits();
        var budgets = side.replayBudgets();
        request = new RequestFlow(client, head.forwarded(), limits, budgets.requests());
        response = new ResponseFlow(client, limits.holdBuffer(), budgets.messages());
        report = new CallReport(side, head.headOctets());
        clock = new CallClock(side, head.timeout(), this::end);
    }

    CallReport report() {
        return report;
    }

    /// Somebody is about to leave the lock in order to tell the call something.
    ///
    /// @return whom to tell it, until [CallReport#asked()]; null if nobody is interested
    @Nullable AdmittedCall asking() {
        if (stage instanceof Stage.Forwarded(var course, _)) {
            report.asking();
            return course.call();
        }
        return null;
    }

    // What the client does.

    void begin(Course course, boolean end) {
        if (end) {
            request.end();
        }
        follow(course);
    }

    void requestData(byte[] bytes, int from, int length, boolean end) {
        request.data(bytes, from, length, end);
        if (isOver()) {
            request.discard();
        }
    }

    void requestTrailers(HeaderBlock block) {
        request.trailers(block);
    }

    void cancelled() {
        over(Cause.CANCELLED);
        request.cancel(ErrorCode.CANCEL);
    }

    void responseSent(int octets) {
        response.sent(octets);
    }

    // What the instance does.

    /// The connection that the call waits for has room.
    void forward() {
        if (stage instanceof Stage.Waiting waiting) {
            var course = waiting.course();
            if (!course.call().isCurrent()) {
                unreached();
                return;
            }
            var stream = waiting.side().open(this);
            stage = waiting.forwarded(stream);
            response.comeFrom(stream, course.replayable());
            request.sendTo(stream, course.added());
        }
    }

    void requestSent(InstanceStream stream, long total) {
        request.sent(stream, total);
    }

    void interimResponse(HeaderBlock block) {
        if (!response.interim(block)) {
            broken();
        }
    }

    void responseFields(ResponseBlock.Fields fields, boolean end) {
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

    void responseData(byte[] bytes, int from, int length, boolean end) {
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

    /// The instance has turned the call away, whose grant is over there.
    ///
    /// @param answer that it gave
    void notRun(ResponseBlock.Fields answer) {
        if (response.isHeaded() || !request.isRepeatable()) {
            responseFields(answer, true);
        } else {
            request.cancel(ErrorCode.CANCEL); // it takes no more of it
            unreached();
        }
    }

    void resetByInstance(ErrorCode code) {
        if (isOver()) {
            client.stopRequest();
        } else if (code == ErrorCode.REFUSED_STREAM) {
            unreached();
        } else if (clock.isLate()) {
            // Its clock for the same deadline is a little ahead of ours.
            end(Cause.LATE, CallClock.TOO_LATE);
        } else {
            failed();
        }
    }

    /// The instance broke the protocol on this stream.
    void broken() {
        request.cancel(ErrorCode.PROTOCOL_ERROR);
        failed();
    }

    /// The instance never saw the call.
    void unreached() {
        switch (stage) {
            case Stage.Waiting waiting -> ask(waiting.unreached(), waiting.course()::unreached);
            case Stage.Forwarded forwarded -> {
                if (response.isHeaded() || !request.isRepeatable()) {
                    failed();
                } else {
                    request.rewind();
                    ask(forwarded.unreached(), forwarded.course()::unreached);
                }
            }
            case Stage.Undecided _, Stage.Over _ -> {}
        }
    }

    /// The connection that it waited for takes no more calls: it gets another one.
    void startOver() {
        if (++starts > MOST_STARTS) {
            unreached();
        } else if (stage instanceof Stage.Waiting waiting) {
            follow(waiting.course());
        }
    }

    /// The connection to the instance is gone, and nobody knows how far that came with the call.
    void instanceLost() {
        if (isOver()) {
            client.stopRequest();
        } else if (stage instanceof Stage.Forwarded forwarded
                && canReplay(forwarded.course().replayable())) {
            request.rewind();
            ask(forwarded.lost(), forwarded.course()::replay);
        } else {
            failed();
        }
    }

    private boolean canReplay(Replayable replayable) {
        return request.isRepeatable()
                && response.canGoOn(replayable)
                && (request.isComplete() || !response.isBegun());
    }

    /// Nobody knows how far the instance came with the call, and it cannot be sent again.
    private void failed() {
        if (stage instanceof Stage.Forwarded forwarded) {
            ask(forwarded.lost(), forwarded.course()::lost);
        }
    }

    /// The instance responds.
    private void commit() {
        if (stage instanceof Stage.Forwarded(var course, _)
                && course.replayable() != Replayable.STREAM) {
            request.commit();
        }
    }

    // What is decided elsewhere.

    private void follow(Course course) {
        switch (course) {
            case Course.ToInstance to -> {
                var chosen = side.instanceFor(to.target());
                stage = new Stage.Waiting(to, chosen);
                clock.limit(to.timeLimit());
                chosen.take(this);
            }
            case Course.Answered(var answer) -> {
                close(Cause.ANSWERED);
                response.answer(answer);
            }
            case Course.Undecided(var decision, _) -> ask(null, decision);
        }
    }

    private void ask(Stage.@Nullable Former former, Verdict.Decision decision) {
        var decider = Thread.ofVirtual().name("decider").unstarted(() -> decide(decision));
        stage = new Stage.Undecided(former, decider);
        report.asking();
        decider.start();
    }

    /// Without the lock, on a thread of its own.
    private void decide(Verdict.Decision decision) {
        var course = Course.decided(decision);
        side.splice().enter();
        try {
            // Nobody interrupts from here on; an interrupt that came late would close the
            // connections that this thread writes to.
            Thread.interrupted();
            decided(course);
        } finally {
            side.splice().leave();
        }
    }

    private void decided(Course course) {
        if (stage instanceof Stage.Undecided(var former, _)) {
            if (former != null) {
                report.ended(former.call(), former.end());
            }
            follow(course);
        } else if (stage instanceof Stage.Over(var cause)
                && course instanceof Course.ToInstance to) {
            report.ended(to.call(), cause.end(false)); // it was over before it was decided
        }
        report.asked();
    }

    // How it ends.

    private boolean isOver() {
        return stage instanceof Stage.Over;
    }

    private void end(Cause cause, EncodedAnswer answer) {
        if (!isOver()) {
            over(cause);
            client.dropQueued();
            response.answer(answer);
        }
    }

    private void answered(int status) {
        if (stage instanceof Stage.Forwarded(var course, _)) {
            report.ended(course.call(), new CallEnd.Answered(status));
            close(Cause.ANSWERED);
        }
    }

    /// Ends it, however far it has come.
    private void over(Cause cause) {
        if (!isOver()) {
            stage.leave(this, report, cause);
            response.discard();
            close(cause);
        }
    }

    private void close(Cause cause) {
        stage = new Stage.Over(cause);
        clock.stop();
        request.discard();
        report.over();
    }
}

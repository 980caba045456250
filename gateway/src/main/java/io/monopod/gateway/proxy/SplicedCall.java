package io.monopod.gateway.proxy;

import io.monopod.gateway.call.AdmittedCall;
import io.monopod.gateway.call.CallEnd;
import io.monopod.gateway.call.Verdict;
import io.monopod.gateway.http2.ErrorCode;
import io.monopod.gateway.http2.HeaderBlock;
import io.monopod.gateway.proxy.Stage.Cause;

import org.jspecify.annotations.Nullable;

/// One call: the client's stream, and the instance's once it has one.
///
/// Guarded by the lock of its [Splice], except for the methods that say otherwise.
final class SplicedCall {
    /// Nobody needs more, and windows do not hold them back.
    private static final int MOST_INTERIM_RESPONSES = 100;

    /// Of connections that go away before they take the call.
    private static final int MOST_STARTS = 5;

    private static final EncodedAnswer TOO_LATE = EncodedAnswer.of(4, "deadline exceeded");

    private final ClientSide side;
    private final ClientStream client;
    private final RequestFlow flow;
    private final CallReport report;
    private final @Nullable Deadline deadline;
    private HeaderBlock forwarded;
    private Stage stage = new Stage.Undecided(null, null);
    private @Nullable InstanceStream instance;
    private boolean responseStarted;
    private int interimResponses;
    private int starts;

    SplicedCall(ClientSide side, ClientStream client, Request request) {
        this.side = side;
        this.client = client;
        flow = new RequestFlow(client, side.limits().replayBuffer());
        report = new CallReport(side, request.headOctets());
        forwarded = request.forwarded();
        var timeout = request.timeout();
        deadline =
                timeout == null ? null : side.deadlines().schedule(timeout, this::deadlinePassed);
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
            flow.end();
        }
        follow(course);
    }

    void requestData(byte[] bytes, int from, int length, boolean end) {
        flow.data(bytes, from, length, end);
        if (isOver() && (instance == null || instance.isClosed())) {
            flow.discard();
        }
    }

    void requestTrailers(HeaderBlock block) {
        flow.trailers(block);
    }

    void cancelled() {
        finish(Cause.CANCELLED);
        if (instance != null) {
            instance.reset(ErrorCode.CANCEL);
        }
    }

    void responseSent(int octets) {
        if (instance != null) {
            instance.passedOn(octets);
        }
    }

    // What the instance does.

    /// Its connection has room for the call.
    void forward(InstanceSide to, Course.ToInstance course) {
        var stream = to.open(this);
        instance = stream;
        stage = new Stage.Forwarded(course, stream);
        boolean headOnly = flow.isHeadOnly();
        stream.sendHeaders(forwarded, course.added(), headOnly);
        if (!headOnly) {
            flow.sendTo(stream);
        }
    }

    void requestSent(InstanceStream stream, long total) {
        if (stream == instance) {
            flow.sent(total);
        }
    }

    void interimResponse(HeaderBlock block) {
        if (++interimResponses > MOST_INTERIM_RESPONSES) {
            broken();
        } else if (!responseStarted) {
            client.sendHeaders(block, HeaderBlock.EMPTY, false);
        }
    }

    void responseFields(ResponseBlock.Fields fields, boolean end) {
        if (responseStarted && !end) {
            broken();
            return;
        }
        if (end) {
            answered(fields.status());
        }
        if (responseStarted) {
            client.sendTrailers(fields.block());
        } else {
            responseStarted = true;
            flow.commit();
            client.sendHeaders(fields.block(), HeaderBlock.EMPTY, end);
        }
    }

    void responseData(byte[] bytes, int from, int length, boolean end) {
        if (!responseStarted) {
            broken();
            return;
        }
        client.sendData(bytes, from, length, end);
        if (end) {
            answered(-1);
        }
    }

    void resetByInstance(ErrorCode code) {
        if (isOver()) {
            client.reset(ErrorCode.NO_ERROR); // it has its answer, and the instance wants no more
        } else if (code == ErrorCode.REFUSED_STREAM) {
            unreached();
        } else if (deadline != null && deadline.isNear()) {
            expire(); // its clock for the same deadline is a little ahead of ours
        } else {
            lost();
        }
    }

    /// The instance broke the protocol on this stream.
    void broken() {
        if (instance != null) {
            instance.reset(ErrorCode.PROTOCOL_ERROR);
        }
        lost();
    }

    /// The instance never saw the call.
    void unreached() {
        switch (stage) {
            case Stage.Waiting(var course, _) -> ask(course.call(), course.call()::unreached);
            case Stage.Forwarded(var course, _) -> {
                if (responseStarted || !flow.isRepeatable()) {
                    lost();
                } else {
                    instance = null;
                    flow.rewind();
                    ask(course.call(), course.call()::unreached);
                }
            }
            case Stage.Undecided _, Stage.Lost _, Stage.Over _ -> {}
        }
    }

    /// The connection that it waited for takes no more calls: it gets another one.
    void startOver() {
        if (++starts > MOST_STARTS) {
            unreached();
        } else if (stage instanceof Stage.Waiting(var course, _)) {
            follow(course);
        }
    }

    /// The instance is gone, and nobody knows how far it came with the call.
    void lost() {
        if (stage instanceof Stage.Forwarded(var course, _)) {
            stage = new Stage.Lost(course);
            report.asking();
            side.splice().later(() -> askLost(course.call()));
        }
    }

    // What is decided elsewhere.

    private void follow(Course course) {
        switch (course) {
            case Course.ToInstance to -> {
                var chosen = side.instanceFor(to.target());
                stage = new Stage.Waiting(to, chosen);
                chosen.take(this, to);
            }
            case Course.Answered(var answer) -> {
                over(Cause.ANSWERED);
                send(answer);
            }
            case Course.Undecided(var decision) -> ask(null, decision);
        }
    }

    private void ask(@Nullable AdmittedCall before, Verdict.Decision decision) {
        var decider = Thread.ofVirtual().name("decider").unstarted(() -> decide(before, decision));
        stage = new Stage.Undecided(before, decider);
        report.asking();
        decider.start();
    }

    /// Without the lock, on a thread of its own.
    private void decide(@Nullable AdmittedCall before, Verdict.Decision decision) {
        var course = Course.decided(decision);
        side.splice().enter();
        try {
            // Nobody interrupts from here on; an interrupt that came late would close the
            // connections that this thread writes to.
            Thread.interrupted();
            decided(before, course);
        } finally {
            side.splice().leave();
        }
    }

    private void decided(@Nullable AdmittedCall before, Course course) {
        if (stage instanceof Stage.Over(var cause)) {
            undo(course, cause);
        } else {
            if (before != null) {
                report.ended(before, new CallEnd.Unreached());
            }
            follow(course);
        }
        report.asked();
    }

    /// The call was over before it was decided.
    private void undo(Course course, Cause cause) {
        if (course instanceof Course.ToInstance to) {
            report.ended(to.call(), endOf(cause, false));
        }
    }

    /// Without the lock.
    private void askLost(AdmittedCall call) {
        var answer = EncodedAnswer.of(call.lost());
        side.splice().enter();
        try {
            if (!isOver()) {
                report.ended(call, new CallEnd.Lost());
                over(Cause.ANSWERED);
                send(answer);
            }
            report.asked();
        } finally {
            side.splice().leave();
        }
    }

    /// Without the lock.
    private void deadlinePassed() {
        side.splice().enter();
        try {
            expire();
        } finally {
            side.splice().leave();
        }
    }

    // How it ends.

    private boolean isOver() {
        return stage instanceof Stage.Over;
    }

    private void expire() {
        if (!isOver()) {
            finish(Cause.EXPIRED);
            client.dropQueued();
            send(TOO_LATE);
        }
    }

    private void answered(int status) {
        if (stage instanceof Stage.Forwarded(var course, _)) {
            report.ended(course.call(), new CallEnd.Answered(status));
            over(Cause.ANSWERED);
        }
    }

    /// Ends it from this side, however far it has come.
    private void finish(Cause cause) {
        switch (stage) {
            case Stage.Undecided(var before, var decider) -> {
                if (before != null) {
                    report.ended(before, endOf(cause, false));
                }
                if (decider != null) {
                    decider.interrupt();
                }
            }
            case Stage.Waiting(var course, var waitingFor) -> {
                waitingFor.withdraw(this);
                report.ended(course.call(), endOf(cause, false));
            }
            case Stage.Forwarded(var course, var stream) -> {
                stream.reset(ErrorCode.CANCEL);
                report.ended(course.call(), endOf(cause, true));
            }
            case Stage.Lost(var course) -> report.ended(course.call(), endOf(cause, true));
            case Stage.Over _ -> {
                return;
            }
        }
        over(cause);
    }

    private void over(Cause cause) {
        stage = new Stage.Over(cause);
        if (deadline != null) {
            deadline.cancel();
        }
        flow.discard();
        forwarded = HeaderBlock.EMPTY; // the stream may live on for a while
        report.over();
    }

    private void send(EncodedAnswer answer) {
        if (responseStarted) {
            client.sendTrailers(answer.fields());
        } else {
            responseStarted = true;
            client.sendHeaders(answer.head(), answer.fields(), true);
        }
    }

    private static CallEnd endOf(Cause cause, boolean sent) {
        return switch (cause) {
            case CANCELLED, ANSWERED -> new CallEnd.Cancelled(sent);
            case EXPIRED -> new CallEnd.DeadlineExceeded(sent);
        };
    }
}

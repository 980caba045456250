package io.monopod.agent.call;

import io.monopod.contract.ContractError;
import io.monopod.datapath.call.AdmittedCall;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.instance.call.RefusalStatus;
import io.monopod.instance.call.RunningCall;
import io.monopod.instance.call.RunningCalls;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A call that is spliced to the process.
final class BackendCall implements AdmittedCall, RunningCall {
    /// How much later than the loss of its connections the end of a process may be known.
    private static final Duration FATE = Duration.ofSeconds(1);

    private final Route route;
    private final Target target;
    private final RunningCalls calls;
    private final HeaderList told;

    /// Counted down when it is known why the call ends.
    private final CountDownLatch over = new CountDownLatch(1);

    private volatile ContractError end = ContractError.OUTCOME_UNKNOWN;
    private volatile boolean aborted;

    /// @param calls counts the call while it runs
    /// @param told fields for the process
    BackendCall(Route route, RunningCalls calls, HeaderList told) {
        this.route = route;
        this.target = route.target();
        this.calls = calls;
        this.told = told;
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public HeaderList added() {
        return told;
    }

    @Override
    public boolean isCurrent() {
        return over.getCount() > 0;
    }

    @Override
    public RoutingDecision unreached() throws InterruptedException {
        return new RoutingDecision.Refuse(lost());
    }

    /// The connection to the process broke. If the process has died, the call gets no answer, as
    /// from an instance that dies: it ends with the gateway's connection, and may go on elsewhere.
    @Override
    public Answer lost() throws InterruptedException {
        boolean _ = over.await(FATE.toMillis(), TimeUnit.MILLISECONDS);
        if (aborted) {
            new CountDownLatch(1).await(); // until that interrupts it
        }
        return RefusalStatus.of(end);
    }

    @Override
    public void ended(CallEnd end) {
        calls.remove(this);
    }

    @Override
    public void end(ContractError answer) {
        end = answer;
        over.countDown();
        route.cut();
    }

    @Override
    public void abort() {
        aborted = true;
        over.countDown();
        calls.remove(this);
    }
}

package io.monopod.gateway.registry;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.SlotReport;

import org.jspecify.annotations.Nullable;

/// Reads reports as the gateway does ([ReportVerifier]), but from honest instances: proofs are not
/// checked, and a token is its user's name.
public final class WireReports {
    private WireReports() {}

    public static SlotReport read(io.monopod.proto.control.v1.SlotReport report) {
        var epoch = new Epoch(report.getEpoch());
        long revision = report.getRevision();
        return switch (report.getPhase()) {
            case STARTING -> new SlotReport.Starting(epoch, revision);
            case FREE -> new SlotReport.Free(epoch, revision, lastEnd(report));
            case HELD -> held(report, epoch, revision);
            case CLOSED -> new SlotReport.Closed(epoch, revision, lastEnd(report));
            case PHASE_UNSPECIFIED, UNRECOGNIZED -> throw new AssertionError(report);
        };
    }

    private static SlotReport held(
            io.monopod.proto.control.v1.SlotReport report, Epoch epoch, long revision) {
        var session = new SessionId(report.getSessionId());
        return report.getToken().isEmpty()
                ? new SlotReport.Held(session, new UserName(report.getOwner()), epoch, revision)
                : new SlotReport.Taken(session, new UserName(report.getToken()), epoch, revision);
    }

    private static SlotReport.@Nullable LastEnd lastEnd(
            io.monopod.proto.control.v1.SlotReport report) {
        var last = report.getLastEnd();
        return report.hasLastEnd()
                ? new SlotReport.LastEnd(
                        new SessionId(last.getSessionId()),
                        new Epoch(last.getEpoch()),
                        EndReason.of(last.getReason()))
                : null;
    }
}

package io.monopod.gateway.registry;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.SlotReport;

import org.jspecify.annotations.Nullable;

/// Reads what instances report of their slots from the wire.
final class SlotReports {
    private SlotReports() {}

    /// @throws IllegalArgumentException if it is not a valid report; the message says why, in ASCII
    static SlotReport read(io.monopod.proto.control.v1.SlotReport report) {
        var epoch = new Epoch(report.getEpoch());
        long revision = report.getRevision();
        return switch (report.getPhase()) {
            case STARTING -> new SlotReport.Starting(epoch, revision);
            case FREE -> new SlotReport.Free(epoch, revision, lastEnd(report));
            case HELD -> held(report, epoch, revision);
            case CLOSED -> new SlotReport.Closed(epoch, revision, lastEnd(report));
            case PHASE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("slot.phase is none");
        };
    }

    private static SlotReport.@Nullable LastEnd lastEnd(
            io.monopod.proto.control.v1.SlotReport report) {
        if (!report.hasLastEnd()) {
            return null;
        }
        var last = report.getLastEnd();
        return new SlotReport.LastEnd(
                new SessionId(last.getSessionId()),
                new Epoch(last.getEpoch()),
                EndReason.of(last.getReason()));
    }

    private static SlotReport held(
            io.monopod.proto.control.v1.SlotReport report, Epoch epoch, long revision) {
        var session = new SessionId(report.getSessionId());
        return report.getOwner().isEmpty() || epoch.equals(Epoch.NONE)
                ? new SlotReport.Taken(session, epoch, revision)
                : new SlotReport.Held(session, new UserName(report.getOwner()), epoch, revision);
    }
}

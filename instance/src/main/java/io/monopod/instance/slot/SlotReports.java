package io.monopod.instance.slot;

import io.monopod.contract.Epoch;
import io.monopod.contract.UserName;
import io.monopod.instance.slot.SlotState.Closed;
import io.monopod.instance.slot.SlotState.Empty;
import io.monopod.instance.slot.SlotState.Ending;
import io.monopod.instance.slot.SlotState.Held;
import io.monopod.instance.slot.SlotState.Holder;
import io.monopod.instance.slot.SlotState.Starting;
import io.monopod.proto.control.v1.LastEnd;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.proto.control.v1.SlotReport.Phase;

/// Encodes the slot's state for the wire.
public final class SlotReports {
    private SlotReports() {}

    public static SlotReport of(SlotState slot) {
        var report = SlotReport.newBuilder().setRevision(slot.revision());
        switch (slot) {
            case Starting _ -> report.setPhase(Phase.STARTING).setEpoch(slot.highest().value());
            case Empty empty -> {
                report.setPhase(Phase.FREE).setEpoch(slot.highest().value());
                empty.last().ifPresent(last -> report.setLastEnd(lastEnd(last)));
            }
            case Held held -> report(held.holder(), held.highest(), report);
            // The session holds the slot until its last call has ended.
            case Ending ending -> report(ending.holder(), ending.highest(), report);
            case Closed closed -> {
                report.setPhase(Phase.CLOSED).setEpoch(slot.highest().value());
                closed.last().ifPresent(last -> report.setLastEnd(lastEnd(last)));
            }
        }
        return report.build();
    }

    private static LastEnd lastEnd(SlotState.LastEnd last) {
        var holder = last.holder();
        var end =
                LastEnd.newBuilder()
                        .setSessionId(holder.session().value())
                        .setEpoch(holder.epoch().value())
                        .setReason(last.reason());
        if (holder.isGranted()) {
            end.setOwner(owner(holder)).setProof(holder.proof().value());
        }
        return end.build();
    }

    private static String owner(Holder holder) {
        return holder.owner().map(UserName::value).orElse("");
    }

    /// The state in one word, for the log.
    public static String describe(SlotState slot) {
        return switch (slot) {
            case Starting _ -> "starting";
            case Empty empty -> "free(epoch " + empty.highest() + ")";
            case Held held -> "held" + describe(held.holder());
            case Ending ending -> "ending" + describe(ending.holder());
            case Closed _ -> "closed";
        };
    }

    private static String describe(Holder holder) {
        return "(" + holder.session() + " epoch " + holder.epoch() + ")";
    }

    private static void report(Holder holder, Epoch highest, SlotReport.Builder report) {
        report.setPhase(Phase.HELD).setSessionId(holder.session().value());
        if (holder.isGranted()) {
            report.setEpoch(holder.epoch().value())
                    .setOwner(owner(holder))
                    .setProof(holder.proof().value());
        } else {
            // A direct call's session has no epoch; the next grant must be above this one.
            report.setEpoch(highest.value()).setToken(holder.proof().value());
        }
    }
}

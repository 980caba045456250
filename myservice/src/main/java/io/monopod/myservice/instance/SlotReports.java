package io.monopod.myservice.instance;

import io.monopod.contract.Epoch;
import io.monopod.contract.UserName;
import io.monopod.myservice.instance.SlotState.Closed;
import io.monopod.myservice.instance.SlotState.Empty;
import io.monopod.myservice.instance.SlotState.Ending;
import io.monopod.myservice.instance.SlotState.Held;
import io.monopod.myservice.instance.SlotState.Holder;
import io.monopod.myservice.instance.SlotState.Starting;
import io.monopod.proto.control.v1.LastEnd;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.proto.control.v1.SlotReport.Phase;

/// Says the slot's state on the wire.
final class SlotReports {
    private SlotReports() {}

    static SlotReport of(SlotState slot) {
        var report = SlotReport.newBuilder().setRevision(slot.revision());
        switch (slot) {
            case Starting _ -> report.setPhase(Phase.STARTING).setEpoch(slot.highest().value());
            case Empty empty -> {
                report.setPhase(Phase.FREE).setEpoch(slot.highest().value());
                empty.last().ifPresent(last -> report.setLastEnd(lastEnd(last)));
            }
            case Held held -> report(held.holder(), held.highest(), report);
            // Until its last call is over the session still has the slot.
            case Ending ending -> report(ending.holder(), ending.highest(), report);
            case Closed closed -> {
                report.setPhase(Phase.CLOSED).setEpoch(slot.highest().value());
                closed.last().ifPresent(last -> report.setLastEnd(lastEnd(last)));
            }
        }
        return report.build();
    }

    private static LastEnd lastEnd(SlotState.LastEnd last) {
        return LastEnd.newBuilder()
                .setSessionId(last.session().value())
                .setEpoch(last.epoch().value())
                .setReason(last.reason())
                .build();
    }

    /// For the log, in one word.
    static String word(SlotState slot) {
        return switch (slot) {
            case Starting _ -> "starting";
            case Empty empty -> "free(epoch " + empty.highest() + ")";
            case Held held -> "held" + word(held.holder());
            case Ending ending -> "ending" + word(ending.holder());
            case Closed _ -> "closed";
        };
    }

    private static String word(Holder holder) {
        return "(" + holder.session() + " epoch " + holder.epoch() + ")";
    }

    private static void report(Holder holder, Epoch highest, SlotReport.Builder report) {
        report.setPhase(Phase.HELD).setSessionId(holder.session().value());
        if (holder.epoch().isAfter(Epoch.NONE)) {
            report.setEpoch(holder.epoch().value())
                    .setOwner(holder.owner().map(UserName::value).orElse(""));
        } else {
            // A direct call's session has no epoch; the next grant has to be above this one.
            report.setEpoch(highest.value());
        }
    }
}

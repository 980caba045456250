package io.monopod.benchmarks.backend;

import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.EndRequest;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.control.v1.SlotReport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The slots of the simulated instances, by instance id.
final class Slots {
    private static final SlotReport EMPTY =
            SlotReport.newBuilder().setPhase(SlotReport.Phase.FREE).setRevision(1).build();

    private final Map<String, SlotReport> slots = new ConcurrentHashMap<>();

    SlotReport report(String instance) {
        return slots.computeIfAbsent(instance, id -> EMPTY);
    }

    BindResponse bind(BindRequest request) {
        var slot =
                slots.computeIfPresent(request.getInstanceId(), (id, held) -> bound(held, request));
        if (slot == null) {
            return BindResponse.newBuilder()
                    .setOutcome(BindResponse.Outcome.WRONG_INSTANCE)
                    .build();
        }
        var outcome =
                holds(slot, request.getSessionId())
                        ? BindResponse.Outcome.BOUND
                        : BindResponse.Outcome.HELD_BY_OTHER;
        return BindResponse.newBuilder().setOutcome(outcome).setSlot(slot).build();
    }

    EndResponse end(EndRequest request) {
        var slot =
                slots.computeIfPresent(request.getInstanceId(), (id, held) -> freed(held, request));
        if (slot == null) {
            return EndResponse.newBuilder().setOutcome(EndResponse.Outcome.WRONG_INSTANCE).build();
        }
        return EndResponse.newBuilder().setOutcome(EndResponse.Outcome.ENDED).setSlot(slot).build();
    }

    private static SlotReport bound(SlotReport slot, BindRequest request) {
        if (slot.getPhase() == SlotReport.Phase.HELD) {
            return slot;
        }
        return SlotReport.newBuilder()
                .setPhase(SlotReport.Phase.HELD)
                .setSessionId(request.getSessionId())
                .setEpoch(request.getEpoch())
                .setOwner(request.getOwner())
                .setProof(request.getProof())
                .setRevision(slot.getRevision() + 1)
                .build();
    }

    private static SlotReport freed(SlotReport slot, EndRequest request) {
        if (!holds(slot, request.getSessionId())) {
            return slot;
        }
        return SlotReport.newBuilder()
                .setPhase(SlotReport.Phase.FREE)
                .setEpoch(request.getEpoch())
                .setRevision(slot.getRevision() + 1)
                .build();
    }

    private static boolean holds(SlotReport slot, String session) {
        return slot.getPhase() == SlotReport.Phase.HELD && slot.getSessionId().equals(session);
    }
}

package io.monopod.gateway.control;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.token.TokenCheck;
import io.monopod.token.TokenVerifier;
import io.monopod.vouch.GrantKey;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.function.Supplier;

/// Reads slot reports from the wire, and verifies what an instance can prove about its session:
/// that a gateway with our key granted it, or that the client showed the instance a token.
///
/// A report is believed about the slot, which is the instance's own. It is not believed about a
/// session, which might be another user's.
public final class ReportVerifier {
    private static final int MAX_OWNER = 1024;

    private final GrantKey grants;
    private final Supplier<TokenVerifier> tokens;
    private final InstantSource wallClock;

    /// @param tokens called each time, because keys can change
    /// @param wallClock by which tokens expire
    public ReportVerifier(
            GrantKey grants, Supplier<TokenVerifier> tokens, InstantSource wallClock) {
        this.grants = grants;
        this.tokens = tokens;
        this.wallClock = wallClock;
    }

    /// The proof that the instance gets with the grant.
    public String proof(Grant grant) {
        var instance = grant.instance();
        return grants.proof(
                instance.cluster(), instance.id(), grant.session(), grant.epoch(), grant.owner());
    }

    /// @throws IllegalArgumentException if the report is not valid; the message says why, in ASCII
    public SlotReport read(Instance instance, io.monopod.proto.control.v1.SlotReport report) {
        var epoch = new Epoch(report.getEpoch());
        long revision = report.getRevision();
        return switch (report.getPhase()) {
            case STARTING -> new SlotReport.Starting(epoch, revision);
            case FREE -> new SlotReport.Free(epoch, revision, lastEnd(instance, report));
            case HELD -> held(instance, report, epoch, revision);
            case CLOSED -> new SlotReport.Closed(epoch, revision, lastEnd(instance, report));
            case PHASE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("slot.phase is none");
        };
    }

    /// The last end if it is proved, else null.
    private SlotReport.@Nullable LastEnd lastEnd(
            Instance instance, io.monopod.proto.control.v1.SlotReport report) {
        if (!report.hasLastEnd()) {
            return null;
        }
        var last = report.getLastEnd();
        var session = new SessionId(last.getSessionId());
        var epoch = new Epoch(last.getEpoch());
        return isProved(instance, session, epoch, last.getOwner(), last.getProof())
                ? new SlotReport.LastEnd(session, epoch, EndReason.of(last.getReason()))
                : null;
    }

    private SlotReport held(
            Instance instance,
            io.monopod.proto.control.v1.SlotReport report,
            Epoch epoch,
            long revision) {
        var session = new SessionId(report.getSessionId());
        var owner = report.getOwner();
        if (isProved(instance, session, epoch, owner, report.getProof())) {
            return new SlotReport.Held(session, new UserName(owner), epoch, revision);
        }
        return !report.getToken().isEmpty()
                        && tokens.get().verify(report.getToken(), session, wallClock.instant())
                                instanceof TokenCheck.Valid(var verifier)
                ? new SlotReport.Taken(session, verifier.user(), epoch, revision)
                : new SlotReport.Unproved(session, epoch, revision);
    }

    private boolean isProved(
            Instance instance, SessionId session, Epoch epoch, String owner, String proof) {
        if (owner.length() > MAX_OWNER) {
            throw new IllegalArgumentException(
                    "owner must be " + MAX_OWNER + " characters or fewer");
        }
        return !owner.isEmpty()
                && epoch.isAfter(Epoch.NONE)
                && grants.proves(
                        proof,
                        instance.cluster(),
                        instance.id(),
                        session,
                        epoch,
                        new UserName(owner));
    }
}

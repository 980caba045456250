package io.monopod.simulation;

import static io.monopod.simulation.Invariants.require;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.InstanceState;
import io.monopod.gateway.assign.InstanceView;
import io.monopod.gateway.assign.SessionEvent;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks the quotas of users. Sessions that instances reported, or that began with a direct call,
/// do not count.
final class Shares {
    private final World world;

    /// Sessions that had an instance before their first grant.
    private final Set<SessionId> direct = new HashSet<>();

    Shares(World world) {
        this.world = world;
    }

    /// A session that began with a direct call now has a grant.
    void goesOn(Grant grant) {
        direct.add(grant.session());
    }

    /// The gateway has chosen an instance for a session without one.
    void granted(Grant grant, List<InstanceView> views, History history) {
        int limit = world.settings().quotas().sessions();
        direct.remove(grant.session());
        var sessions = sessionsOf(grant.owner(), views, history);
        require(
                limit == 0 || sessions.size() <= limit,
                "more sessions than one user may have",
                grant,
                sessions);
    }

    private Set<SessionId> sessionsOf(UserName user, List<InstanceView> views, History history) {
        var sessions = new HashSet<SessionId>();
        for (var view : views) {
            if (view.hold() instanceof Grant grant
                    && grant.owner().equals(user)
                    && isGiven(view)
                    && !history.wasFound(grant)
                    && !direct.contains(grant.session())) {
                sessions.add(grant.session());
            }
        }
        return sessions;
    }

    /// A session that is ending may already continue elsewhere or be over.
    private static boolean isGiven(InstanceView view) {
        return view.state() == InstanceState.RESERVED || view.state() == InstanceState.BOUND;
    }

    /// A session entered the waiting room.
    void waits(SessionEvent.Waiting event) {
        int limit = world.settings().quotas().waiting();
        var line = world.gateway().table().queue();
        for (var place : line) {
            if (place.session().equals(event.session())) {
                long places =
                        line.stream().filter(other -> other.user().equals(place.user())).count();
                require(
                        limit == 0 || places <= limit,
                        "more places in line than one user may have",
                        place,
                        line);
            }
        }
    }
}

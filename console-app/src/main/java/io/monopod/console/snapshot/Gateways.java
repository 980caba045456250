package io.monopod.console.snapshot;

import io.monopod.console.admin.Role;
import io.monopod.console.snapshot.ConsoleEvent.Tone;

import java.util.List;
import java.util.Optional;

/// The gateways of the open system: one, or several that share their sessions.
///
/// @param state what is known of them together
/// @param all each of them, those first that the console can ask
/// @param asked the name of the one that the console asks; empty if no system is open
/// @param term of the leader: rises with each; 0 if unknown
/// @param store whether the store answers the asked one; true if unknown
public record Gateways(
        GatewayState state, List<Member> all, String asked, long term, boolean store) {
    public static final Gateways NONE =
            new Gateways(new GatewayState.None(), List.of(), "", 0, true);

    public Gateways {
        all = List.copyOf(all);
    }

    public record Member(String name, GatewayState state, Role role) {
        public boolean serves() {
            return state instanceof GatewayState.Serving;
        }

        /// Whether it decides, as far as known.
        public boolean leads() {
            return serves() && role == Role.LEADER;
        }
    }

    public boolean areSeveral() {
        return all.size() > 1;
    }

    public Optional<String> leader() {
        return all.stream().filter(Member::leads).map(Member::name).findFirst();
    }

    public int serving() {
        return (int) all.stream().filter(Member::serves).count();
    }

    /// Whether some of them take no calls now, while others do.
    public boolean isReduced() {
        return !state.isTrouble() && serving() < all.size();
    }

    /// How the screen colours them together.
    public Tone tone() {
        return isReduced() ? Tone.WARNING : state.tone();
    }
}

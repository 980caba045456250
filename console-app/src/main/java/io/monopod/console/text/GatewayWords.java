package io.monopod.console.text;

import io.monopod.console.admin.Sighting;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.GatewayState;
import io.monopod.console.snapshot.Gateways;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// What is known of the gateway, in words.
public final class GatewayWords {
    private GatewayWords() {}

    /// What is wrong with one gateway or several, in a few words; empty if all is well.
    public static String brief(Gateways gateways) {
        return gateways.isReduced()
                ? Texts.text("gateway.reduced", gateways.serving(), gateways.all().size())
                : brief(gateways.state());
    }

    private static String brief(GatewayState state) {
        return switch (state) {
            case GatewayState.None _, GatewayState.Serving _ -> "";
            case GatewayState.Draining _ -> Texts.text("gateway.draining");
            case GatewayState.Leaderless _ -> Texts.text("gateway.leaderless");
            case GatewayState.Silent(Sighting why, _, _) -> Texts.text("gateway." + key(why));
        };
    }

    /// What one of several gateways is or does, in one or two words.
    public static String of(Gateways.Member gateway) {
        if (gateway.state().isTrouble()) {
            return brief(gateway.state());
        }
        return switch (gateway.role()) {
            case LEADER -> Texts.text("gateway.leads");
            case FOLLOWER -> Texts.text("gateway.follows");
            case NO_LEADER -> Texts.text("gateway.leaderless");
            case ALONE -> Texts.text("gateway.serving");
        };
    }

    /// A sentence; empty if calls are taken.
    public static String title(Gateways gateways) {
        return gateways.areSeveral() && gateways.state().isSilent()
                ? Texts.text("gateway.none.title", gateways.all().size())
                : title(gateways.state());
    }

    private static String title(GatewayState state) {
        return switch (state) {
            case GatewayState.None _, GatewayState.Serving _ -> "";
            case GatewayState.Draining _ -> Texts.text("gateway.draining.title");
            case GatewayState.Leaderless _ -> Texts.text("gateway.leaderless.title");
            case GatewayState.Silent(Sighting why, _, _) ->
                    Texts.text("gateway." + key(why) + ".title");
        };
    }

    /// When it last answered, and when the console asks again; empty while it answers.
    public static String since(Frame frame) {
        if (!(frame.gateway() instanceof GatewayState.Silent silent)) {
            return "";
        }
        String age = Figures.roughly(silent.since(frame.at()));
        return silent.untilRetry(frame.at()).isZero()
                ? Texts.text("gateway.silent.now", age)
                : Texts.text(
                        "gateway.silent", age, Figures.countdown(silent.untilRetry(frame.at())));
    }

    /// How old everything is that only the gateway knows; empty while it answers.
    public static String seen(Frame frame) {
        return switch (frame.knowledge()) {
            case GatewayState.None _, GatewayState.Serving _, GatewayState.Draining _ -> "";
            case GatewayState.Leaderless(Instant led) -> seen(Duration.between(led, frame.at()));
            case GatewayState.Silent silent -> seen(silent.since(frame.at()));
        };
    }

    private static String seen(Duration age) {
        return Texts.text("gateway.seen", Figures.roughly(age));
    }

    /// Where the list of instances comes from.
    public static String source(Frame frame) {
        if (frame.saved() != null) {
            return Texts.text("status.saved");
        }
        if (frame.gateway() instanceof GatewayState.None) {
            return "";
        }
        String since = since(frame);
        if (!since.isEmpty()) {
            return brief(frame.gateway()) + ", " + since;
        }
        if (frame.gateway() instanceof GatewayState.Leaderless) {
            return Texts.text("status.leaderless");
        }
        return Texts.text(frame.gatewayTells() ? "status.gateway" : "status.answers");
    }

    static String key(Sighting sighting) {
        return sighting.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.monopod.console.text;

import io.monopod.console.admin.Sighting;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.GatewayState;

import java.util.Locale;

/// What is known of the gateway, in words.
public final class GatewayWords {
    private GatewayWords() {}

    /// One or two words; empty if all is well.
    public static String brief(GatewayState state) {
        return switch (state) {
            case GatewayState.None _, GatewayState.Serving _ -> "";
            case GatewayState.Draining _ -> Texts.text("gateway.draining");
            case GatewayState.Silent(Sighting why, _, _) -> Texts.text("gateway." + key(why));
        };
    }

    /// A sentence; empty if all is well.
    public static String title(GatewayState state) {
        return switch (state) {
            case GatewayState.None _, GatewayState.Serving _ -> "";
            case GatewayState.Draining _ -> Texts.text("gateway.draining.title");
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
        return frame.knowledge() instanceof GatewayState.Silent silent
                ? Texts.text("gateway.seen", Figures.roughly(silent.since(frame.at())))
                : "";
    }

    /// Where the list of instances comes from.
    public static String source(Frame frame) {
        if (frame.saved() != null) {
            return Texts.text("status.saved");
        }
        String since = since(frame);
        if (!since.isEmpty()) {
            return brief(frame.gateway()) + ", " + since;
        }
        return Texts.text(frame.gatewayTells() ? "status.gateway" : "status.answers");
    }

    static String key(Sighting sighting) {
        return sighting.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.monopod.console.text;

/// The gateway's reasons as text; an unknown reason is shown unchanged.
public final class Reasons {
    private Reasons() {}

    public static String ofEnd(String reason) {
        return Texts.textOr("end-reason." + reason, reason);
    }

    public static String ofLoss(String reason) {
        return Texts.textOr("loss." + reason, reason);
    }

    public static String ofReplay(String reason) {
        return Texts.textOr("replay." + reason, reason);
    }

    public static String ofQuarantine(String reason) {
        return Texts.textOr("quarantine." + reason, reason);
    }
}

package io.monopod.console.window;

import io.monopod.console.service.system.Link;
import io.monopod.console.service.system.RemoteGateway;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.Gateways;
import io.monopod.console.text.GatewayWords;
import io.monopod.console.text.Texts;

/// The window's title: the system, and what is wrong with its gateway.
final class WindowTitle {
    private WindowTitle() {}

    static String of(Link link, Frame frame) {
        return switch (link) {
            case Link.Off _, Link.Broken _ -> Texts.text("app.name");
            case Link.Opening(Link.Target target, _) ->
                    Texts.text("title.state", name(target), Texts.text("title.opening"));
            case Link.Closing(Link.Target target) ->
                    Texts.text("title.state", name(target), Texts.text("link.closing"));
            case Link.On(Link.Target target, _) -> on(name(target), frame.gateways());
        };
    }

    private static String on(String name, Gateways gateways) {
        String trouble = GatewayWords.brief(gateways);
        return trouble.isEmpty()
                ? Texts.text("title.well", name)
                : Texts.text("title.state", name, trouble);
    }

    private static String name(Link.Target target) {
        return switch (target) {
            case Link.Target.Local _ -> Texts.text("link.local");
            case Link.Target.Remote(RemoteGateway gateway) -> gateway.name();
        };
    }
}

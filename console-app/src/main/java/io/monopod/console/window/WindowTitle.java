package io.monopod.console.window;

import io.monopod.console.service.system.Link;
import io.monopod.console.service.system.RemoteGateway;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.snapshot.GatewayState;
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
            case Link.On(Link.Target target, _) -> on(name(target), frame.gateway());
        };
    }

    private static String on(String name, GatewayState gateway) {
        return gateway.isTrouble()
                ? Texts.text("title.state", name, GatewayWords.brief(gateway))
                : Texts.text("title.well", name);
    }

    private static String name(Link.Target target) {
        return switch (target) {
            case Link.Target.Local _ -> Texts.text("link.local");
            case Link.Target.Remote(RemoteGateway gateway) -> gateway.endpoint().authority();
        };
    }
}

package io.monopod.console.service.system;

import io.monopod.console.service.Background;
import io.monopod.console.service.Notices;
import io.monopod.console.service.UiThread;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.system.SystemSpec;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The one system that is open, opening or closing. A new one is opened, and so tested, before the
/// old one is closed; if that fails the old one stays.
public final class Connection {
    private final Systems systems;
    private final SystemWatch watch;
    private final Background background;
    private final UiThread ui;
    private final Notices notices;
    private final ReadOnlyObjectWrapper<Link> link = new ReadOnlyObjectWrapper<>(new Link.Off());
    private Background.@Nullable Job opening;

    /// What is open while another system is opening; null if nothing is.
    private Link.@Nullable On before;

    /// Who waits for the system that is opening.
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(Consumer<OpenSystem> then, Runnable otherwise) {}

    public Connection(
            Systems systems,
            SystemWatch watch,
            Background background,
            UiThread ui,
            Notices notices) {
        this.systems = systems;
        this.watch = watch;
        this.background = background;
        this.ui = ui;
        this.notices = notices;
    }

    public ReadOnlyObjectProperty<Link> link() {
        return link.getReadOnlyProperty();
    }

    public Optional<OpenSystem> system() {
        return link.get() instanceof Link.On on ? Optional.of(on.system()) : Optional.empty();
    }

    /// Whether a system may be opened or closed now.
    public boolean isSettled() {
        return switch (link.get()) {
            case Link.Off _, Link.On _, Link.Broken _ -> true;
            case Link.Opening _, Link.Closing _ -> false;
        };
    }

    /// Starts a local system in place of the open one.
    ///
    /// @param then called on the UI thread when it is ready
    public void startLocal(SystemSpec spec, Consumer<OpenSystem> then) {
        open(
                new Link.Target.Local(spec),
                progress -> systems.startLocal(spec, watch.listener(progress)),
                then);
    }

    public void connect(RemoteGateway remote) {
        open(new Link.Target.Remote(remote), progress -> systems.connect(remote), system -> {});
    }

    /// Waits for the system that is opening.
    ///
    /// @param then called on the UI thread when it is ready
    /// @param otherwise called on the UI thread if it does not open
    public void whenOpen(Consumer<OpenSystem> then, Runnable otherwise) {
        waiting.add(new Waiting(then, otherwise));
    }

    private interface Opener {
        OpenSystem open(Consumer<String> progress) throws IOException, InterruptedException;
    }

    private void open(Link.Target target, Opener opener, Consumer<OpenSystem> then) {
        if (!isSettled()) {
            return;
        }
        Optional<OpenSystem> old = system();
        before = link.get() instanceof Link.On on ? on : null;
        link.set(new Link.Opening(target, Texts.text("link.opening")));
        opening =
                background.start(
                        "open system",
                        () -> {
                            Link outcome = opened(target, opener, old.isEmpty());
                            ui.run(() -> settle(outcome, then));
                            if (outcome instanceof Link.On) {
                                old.ifPresent(OpenSystem::close);
                            }
                        });
    }

    private Link opened(Link.Target target, Opener opener, boolean nothingElse) {
        try {
            OpenSystem system = opener.open(text -> ui.run(() -> progress(target, text)));
            watch.end();
            watch.begin(system);
            return new Link.On(target, system);
        } catch (IOException | IllegalArgumentException e) {
            forgetIf(nothingElse);
            return new Link.Broken(target, String.valueOf(e.getMessage()));
        } catch (InterruptedException stopped) {
            forgetIf(nothingElse);
            return new Link.Off();
        }
    }

    private void forgetIf(boolean nothingElse) {
        if (nothingElse) {
            watch.end();
        }
    }

    private void progress(Link.Target target, String text) {
        if (link.get() instanceof Link.Opening) {
            link.set(new Link.Opening(target, text));
        }
    }

    private void settle(Link outcome, Consumer<OpenSystem> then) {
        Link.On old = before;
        before = null;
        opening = null;
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        switch (outcome) {
            case Link.On on -> {
                link.set(on);
                then.accept(on.system());
                all.forEach(each -> each.then().accept(on.system()));
                return;
            }
            case Link.Broken broken -> {
                link.set(old == null ? broken : old);
                String kept = old == null ? "" : " " + Texts.text("link.kept");
                notices.tell(Tone.BAD, broken.why() + kept);
            }
            case Link.Off _, Link.Opening _, Link.Closing _ ->
                    link.set(old == null ? outcome : old);
        }
        all.forEach(each -> each.otherwise().run());
    }

    /// Cancels the opening of a system, or closes the open one.
    public void close() {
        switch (link.get()) {
            case Link.Opening now -> {
                if (opening != null) {
                    opening.stop();
                }
            }
            case Link.On on -> {
                link.set(new Link.Closing(on.target()));
                background.start(
                        "close system",
                        () -> {
                            watch.end();
                            on.system().close();
                            ui.run(() -> link.set(new Link.Off()));
                        });
            }
            case Link.Broken broken -> link.set(new Link.Off());
            case Link.Off _, Link.Closing _ -> {}
        }
    }

    /// Closes everything at the end of the program. Takes seconds.
    public void shutDown() {
        if (opening != null) {
            opening.stop();
        }
        Optional.ofNullable(before).or(this::on).ifPresent(on -> on.system().close());
    }

    private Optional<Link.On> on() {
        return link.get() instanceof Link.On on ? Optional.of(on) : Optional.empty();
    }
}

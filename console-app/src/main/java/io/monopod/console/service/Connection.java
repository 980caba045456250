package io.monopod.console.service;

import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.text.Texts;
import io.monopod.scenarios.system.SystemSpec;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// The one system that is open, opening or closing.
public final class Connection {
    private final Systems systems;
    private final SystemWatch watch;
    private final Background background;
    private final UiThread ui;
    private final Notices notices;
    private final ReadOnlyObjectWrapper<Link> link = new ReadOnlyObjectWrapper<>(new Link.Off());
    private Background.@Nullable Job opening;

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

    /// Closes the open system and starts a local one.
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

    private interface Opener {
        OpenSystem open(Consumer<String> progress) throws IOException, InterruptedException;
    }

    private void open(Link.Target target, Opener opener, Consumer<OpenSystem> then) {
        if (!isSettled()) {
            return;
        }
        Optional<OpenSystem> before = system();
        link.set(new Link.Opening(target, Texts.text("link.opening")));
        opening =
                background.start(
                        "open system",
                        () -> {
                            before.ifPresent(this::release);
                            Link outcome = opened(target, opener);
                            ui.run(() -> settle(outcome, then));
                        });
    }

    private Link opened(Link.Target target, Opener opener) {
        try {
            OpenSystem system = opener.open(text -> ui.run(() -> progress(target, text)));
            watch.begin(system);
            return new Link.On(target, system);
        } catch (IOException e) {
            watch.end();
            return new Link.Broken(target, String.valueOf(e.getMessage()));
        } catch (InterruptedException stopped) {
            watch.end();
            return new Link.Off();
        }
    }

    private void progress(Link.Target target, String text) {
        if (link.get() instanceof Link.Opening) {
            link.set(new Link.Opening(target, text));
        }
    }

    private void settle(Link outcome, Consumer<OpenSystem> then) {
        opening = null;
        link.set(outcome);
        switch (outcome) {
            case Link.On on -> then.accept(on.system());
            case Link.Broken broken -> notices.tell(Tone.BAD, broken.why());
            case Link.Off _, Link.Opening _, Link.Closing _ -> {}
        }
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
                            release(on.system());
                            ui.run(() -> link.set(new Link.Off()));
                        });
            }
            case Link.Broken broken -> link.set(new Link.Off());
            case Link.Off _, Link.Closing _ -> {}
        }
    }

    private void release(OpenSystem system) {
        watch.end();
        system.close();
    }
}

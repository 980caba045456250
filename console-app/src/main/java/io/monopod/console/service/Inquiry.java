package io.monopod.console.service;

import io.monopod.console.admin.WhyReport;
import io.monopod.console.service.system.Connection;
import io.monopod.console.service.system.OpenSystem;
import io.monopod.console.text.Texts;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import java.io.IOException;

/// Asks the gateway why a session is where it is. For the UI thread.
public final class Inquiry {
    private final Connection connection;
    private final Background background;
    private final UiThread ui;
    private final ReadOnlyObjectWrapper<Finding> finding =
            new ReadOnlyObjectWrapper<>(new Finding.Nothing());

    public Inquiry(Connection connection, Background background, UiThread ui) {
        this.connection = connection;
        this.background = background;
        this.ui = ui;
    }

    /// The result.
    public sealed interface Finding {
        /// Nothing was asked yet.
        record Nothing() implements Finding {}

        record Asking(String session) implements Finding {}

        record Answered(WhyReport report) implements Finding {}

        record Failed(String session, String why) implements Finding {}
    }

    public ReadOnlyObjectProperty<Finding> finding() {
        return finding.getReadOnlyProperty();
    }

    /// Asks; returns at once.
    public void ask(String session) {
        Finding asking = new Finding.Asking(session);
        finding.set(asking);
        background.start(
                "ask why",
                () -> {
                    Finding answer = answer(session);
                    ui.run(() -> settle(asking, answer));
                });
    }

    private Finding answer(String session) throws InterruptedException {
        var admin = connection.system().flatMap(OpenSystem::admin);
        if (admin.isEmpty()) {
            return new Finding.Failed(session, Texts.text("pod.no-admin"));
        }
        try {
            return new Finding.Answered(admin.get().why(session));
        } catch (IOException e) {
            return new Finding.Failed(session, Failures.plain(e));
        }
    }

    /// Ignored if something else was asked meanwhile.
    private void settle(Finding asking, Finding answer) {
        if (finding.get().equals(asking)) {
            finding.set(answer);
        }
    }
}

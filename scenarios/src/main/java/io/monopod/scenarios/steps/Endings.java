package io.monopod.scenarios.steps;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;

import java.util.List;

/// The shutdowns at the end of most scenarios.
public final class Endings {
    private Endings() {}

    /// Each of these clients ends its session on the pod that served it; afterwards as many
    /// instances are free again.
    public static void shutDown(Stage stage, List<Client> served) throws InterruptedException {
        shutDownBeforeOthers(stage, served);
        stage.settle();
    }

    /// The same while others wait for an instance, so that none is seen free.
    public static void shutDownBeforeOthers(Stage stage, List<Client> served)
            throws InterruptedException {
        List<String> pods =
                served.stream().map(client -> String.valueOf(client.view().pod())).toList();
        List<Exchange> ends = stage.together(served, Client::shutdown);
        stage.check(
                served.size() == 1
                        ? "The session ends where it was served"
                        : "The sessions end where they were served",
                check -> {
                    for (int i = 0; i < ends.size(); i++) {
                        Echoes.ended(check, ends.get(i), pods.get(i));
                    }
                    check.summary(ends.size() + " ended");
                });
    }
}

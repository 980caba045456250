package io.monopod.scenarios.scenario;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Subscription;
import io.monopod.scenarios.engine.Check;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;
import io.monopod.scenarios.steps.Echoes;
import io.monopod.scenarios.steps.Endings;
import io.monopod.scenarios.steps.Logins;
import io.monopod.scenarios.steps.Streams;
import io.monopod.scenarios.system.SystemSpec;

import java.util.ArrayList;
import java.util.List;

/// Streams keep counting, each on its session's pod.
final class StreamSubscription implements Scenario {
    private static final String MESSAGES = "messages";
    private static final String VALUE = "tell me more";

    @Override
    public About about() {
        return new About(
                "stream_subscription",
                "Two streams count on, each on a pod of its own",
                """
        Two clients subscribe. The messages of each stream are numbered without a gap and come from \
        one pod, which other calls of the same session reach too while the stream runs. When the \
        client cancels its stream, its session goes on.""",
                Need.ANY_SYSTEM,
                List.of(
                        Parameter.instances(3, 2),
                        new Parameter(MESSAGES, "messages that each stream brings", 3, 1, 10_000)));
    }

    @Override
    public SystemSpec system(Parameters parameters) {
        return Scenario.super.system(parameters).withSubscribeInterval(Streams.INTERVAL);
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        List<Client> clients = stage.clients(2);
        List<Watched> watched = new ArrayList<>();
        int messages = stage.parameters().get(MESSAGES);
        stage.step("Log in two clients", () -> Logins.requireAll(stage, clients));
        stage.step(
                "Both subscribe, and take " + messages + " messages",
                () -> watched.addAll(stage.together(clients, client -> watch(client, messages))));
        for (Watched each : watched) {
            String who = each.client().view().label();
            stage.check("The stream of " + who + " counts on, from one pod", each::counts);
            stage.check("Other calls of " + who + " reach that pod too", each::isWhereOthersAre);
            stage.check("The stream of " + who + " ends when it is cancelled", each::isCancelled);
        }
        stage.check("The two pods differ", check -> podsDiffer(check, watched));
        stage.step("Both shut down", () -> Endings.shutDown(stage, clients));
    }

    private static void podsDiffer(Check check, List<Watched> watched) {
        List<String> pods = watched.stream().map(Watched::pod).toList();
        check.that(pods.stream().distinct().count() == 2, "on " + String.join(" and ", pods))
                .summary(String.join(" and ", pods));
    }

    private static Watched watch(Client client, int count) throws InterruptedException {
        List<Reply.Served> messages = new ArrayList<>();
        List<Exchange> others = new ArrayList<>();
        try (Subscription stream = client.subscribe(VALUE)) {
            Streams.take(stream, count, messages);
            others.add(client.echo(VALUE));
            Exchange end = stream.cancel();
            others.add(client.echo(VALUE));
            return new Watched(client, count, messages, others, end);
        }
    }

    /// A stream that has ended, and the calls beside it.
    ///
    /// @param others one echo during the stream, and one after it
    private record Watched(
            Client client,
            int wanted,
            List<Reply.Served> messages,
            List<Exchange> others,
            Exchange end) {
        String pod() {
            return messages.isEmpty() ? "" : messages.getFirst().pod();
        }

        void counts(Check check) {
            check.that(
                    messages.size() == wanted,
                    messages.size() + " of " + wanted + " messages: " + end.answer().message());
            Streams.countsOn(check, client.session(), messages);
            check.summary(messages.size() + " messages of " + pod());
        }

        void isWhereOthersAre(Check check) {
            for (Exchange other : others) {
                Echoes.wholeOn(check, other, VALUE, pod());
            }
            check.summary("on " + pod());
        }

        void isCancelled(Check check) {
            check.code(end, Code.CANCELLED).summary("CANCELLED");
        }
    }
}

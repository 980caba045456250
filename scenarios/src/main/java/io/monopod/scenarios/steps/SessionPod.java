package io.monopod.scenarios.steps;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.event.Exchange;

import java.util.List;

/// The pod that a session had at some time.
public record SessionPod(String session, String pod) {
    /// The pods that these clients have now.
    public static List<SessionPod> of(List<Client> clients) {
        return clients.stream()
                .map(each -> new SessionPod(each.session(), String.valueOf(each.view().pod())))
                .toList();
    }

    /// The pod that the call's session had; empty text if it is none of these.
    public static String of(List<SessionPod> all, Exchange call) {
        return all.stream()
                .filter(each -> each.session().equals(call.call().session()))
                .map(SessionPod::pod)
                .findFirst()
                .orElse("");
    }
}

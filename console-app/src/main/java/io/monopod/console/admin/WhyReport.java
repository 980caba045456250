package io.monopod.console.admin;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Why a session is where it is, or why it has no instance.
///
/// @param events its recent events, oldest first
public record WhyReport(String session, List<InCluster> clusters, List<GatewayEvent> events) {
    public WhyReport {
        clusters = List.copyOf(clusters);
        events = List.copyOf(events);
    }

    /// The session's situation in one cluster.
    ///
    /// @param preference every instance, the most preferred first
    /// @param waits its place in the waiting room; null if it is not waiting
    public record InCluster(String name, List<Choice> preference, @Nullable Waiter waits) {
        public InCluster {
            preference = List.copyOf(preference);
        }
    }

    /// One instance of the preference list.
    ///
    /// @param says whether it can take the session now, in the gateway's words
    public record Choice(String pod, String says) {
        /// Whether the session is on this instance, or is being placed there.
        public boolean isOwn() {
            return says.contains("this session");
        }

        public boolean isFree() {
            return says.equals("free");
        }
    }
}

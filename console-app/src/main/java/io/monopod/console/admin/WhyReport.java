package io.monopod.console.admin;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Why a session is where it is, or nowhere.
///
/// @param events what happened to it of late, the oldest first
public record WhyReport(String session, List<InCluster> clusters, List<GatewayEvent> events) {
    public WhyReport {
        clusters = List.copyOf(clusters);
        events = List.copyOf(events);
    }

    /// How it stands with one cluster.
    ///
    /// @param preference every instance, the one that it would rather have first
    /// @param waits its place in the waiting room; null if it does not wait
    public record InCluster(String name, List<Choice> preference, @Nullable Waiter waits) {
        public InCluster {
            preference = List.copyOf(preference);
        }
    }

    /// One instance of the preference list.
    ///
    /// @param says what it says to the session now, in the gateway's words
    public record Choice(String pod, String says) {
        /// Whether the session is there, or on its way.
        public boolean isOwn() {
            return says.contains("this session");
        }

        public boolean isFree() {
            return says.equals("free");
        }
    }
}

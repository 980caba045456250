package io.monopod.console.state;

import io.monopod.console.admin.GatewaysReport;
import io.monopod.console.admin.Look;
import io.monopod.console.admin.Role;
import io.monopod.console.admin.Sighting;
import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.snapshot.GatewayState;
import io.monopod.console.snapshot.Gateways;
import io.monopod.console.snapshot.Gateways.Member;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is known of each gateway of the open system: of those whose addresses the console has by
/// its own looks, of the others by what these report. Guarded by the lock of [LiveModel].
final class GatewayStates {
    private final List<Site> sites = new ArrayList<>();

    /// Reported gateways without a known address, by their control address.
    private final Map<String, Member> others = new TreeMap<>();

    private int asked;
    private long term;
    private boolean store = true;
    private Instant led = Instant.EPOCH;
    private Optional<String> leader = Optional.empty();

    private static final class Site {
        private final String name;
        private final GatewayKnowledge knowledge;
        private Role role = Role.ALONE;

        /// The id of its process; empty if unknown.
        private String id = "";

        /// The ids of all its processes. One that was killed stays listed until its lease ends.
        private final Set<String> ids = new HashSet<>();

        private Site(String name, GatewayKnowledge knowledge) {
            this.name = name;
            this.knowledge = knowledge;
        }

        private Member view(Instant now) {
            return new Member(name, knowledge.view(now), role);
        }
    }

    /// A system was opened, which means that a gateway of it answered.
    void open(List<String> names, Instant now) {
        forget();
        for (String name : names) {
            GatewayKnowledge knowledge = new GatewayKnowledge(names.size() == 1 ? "" : name);
            knowledge.open(now);
            sites.add(new Site(name, knowledge));
        }
        led = now;
    }

    void forget() {
        sites.clear();
        others.clear();
        asked = 0;
        term = 0;
        store = true;
        leader = Optional.empty();
    }

    /// The one that the console asks has answered in another way than to a look.
    void heard(Instant now) {
        if (!sites.isEmpty()) {
            sites.get(asked).knowledge.heard(now);
        }
    }

    /// A look at a gateway. Means nothing after the system was closed.
    ///
    /// @param retry when the next look is due
    /// @return what is news
    List<ConsoleEvent> sighted(int site, Look look, Instant now, Instant retry) {
        if (site >= sites.size()) {
            return List.of();
        }
        Site seen = sites.get(site);
        List<ConsoleEvent> news = new ArrayList<>();
        seen.knowledge.sighted(look.sighting(), now, retry).ifPresent(news::add);
        boolean serves = look.sighting() == Sighting.SERVING;
        seen.role = serves ? look.role() : Role.ALONE;
        // If it is started again it has another one.
        seen.id = serves ? seen.id : "";
        leads(now).ifPresent(news::add);
        return news;
    }

    /// The console asks another one from now on.
    Optional<ConsoleEvent> ask(int site) {
        if (site >= sites.size() || site == asked) {
            return Optional.empty();
        }
        String before = sites.get(asked).name;
        asked = site;
        return Optional.of(new ConsoleEvent.GatewayAsked(before, sites.get(site).name));
    }

    /// What a gateway reports of all.
    ///
    /// @return what is news
    List<ConsoleEvent> listed(int site, GatewaysReport report, Instant now) {
        if (site >= sites.size()) {
            return List.of();
        }
        sites.get(site).id = report.self();
        sites.get(site).ids.add(report.self());
        if (site != asked) {
            return List.of();
        }
        term = report.term();
        store = report.store();
        return others(report, now);
    }

    /// Whether each that has an address here has told its id, so that the others can be told apart
    /// from them.
    private boolean knowsItsOwn() {
        return sites.stream().noneMatch(site -> site.id.isEmpty());
    }

    private List<ConsoleEvent> others(GatewaysReport report, Instant now) {
        Set<String> own =
                sites.stream().flatMap(site -> site.ids.stream()).collect(Collectors.toSet());
        Map<String, Member> reported = new TreeMap<>();
        for (GatewaysReport.Entry entry : report.all()) {
            boolean isNew = !others.containsKey(entry.control());
            if (!own.contains(entry.id()) && (knowsItsOwn() || !isNew)) {
                Role role = entry.leads() ? Role.LEADER : Role.FOLLOWER;
                GatewayState serves = new GatewayState.Serving(now);
                reported.put(entry.control(), new Member(entry.control(), serves, role));
            }
        }
        List<ConsoleEvent> news = new ArrayList<>();
        for (Member other : List.copyOf(others.values())) {
            if (other.state() instanceof GatewayState.Serving(Instant heard)
                    && !reported.containsKey(other.name())) {
                GatewayState gone = new GatewayState.Silent(Sighting.GONE, heard, now);
                others.put(other.name(), new Member(other.name(), gone, Role.ALONE));
                news.add(new ConsoleEvent.GatewayUnlisted(other.name()));
            }
        }
        others.putAll(reported);
        leads(now).ifPresent(news::add);
        return news;
    }

    /// The first leader is no news.
    private Optional<ConsoleEvent> leads(Instant now) {
        Optional<String> leads = all(now).filter(Member::leads).map(Member::name).findFirst();
        if (leads.isEmpty()) {
            return Optional.empty();
        }
        led = now;
        Optional<String> before = leader;
        leader = leads;
        return before.isEmpty() || before.equals(leads)
                ? Optional.empty()
                : leads.map(ConsoleEvent.GatewayLeads::new);
    }

    /// Whether none of them answers.
    boolean areSilent(Instant now) {
        return state(now).isSilent();
    }

    private Stream<Member> all(Instant now) {
        return Stream.concat(sites.stream().map(site -> site.view(now)), others.values().stream());
    }

    /// As long as one takes calls, the system does.
    private GatewayState state(Instant now) {
        if (sites.isEmpty()) {
            return new GatewayState.None();
        }
        GatewayState state =
                sites.stream()
                        .map(site -> site.view(now))
                        .filter(Member::serves)
                        .findFirst()
                        .map(Member::state)
                        .orElse(sites.get(asked).knowledge.view(now));
        return state instanceof GatewayState.Serving && isLeaderless(now)
                ? new GatewayState.Leaderless(led)
                : state;
    }

    private boolean isLeaderless(Instant now) {
        List<Member> serving = all(now).filter(Member::serves).toList();
        return serving.stream().anyMatch(member -> member.role() != Role.ALONE)
                && serving.stream().noneMatch(Member::leads);
    }

    Gateways view(Instant now) {
        return sites.isEmpty()
                ? Gateways.NONE
                : new Gateways(state(now), all(now).toList(), sites.get(asked).name, term, store);
    }
}

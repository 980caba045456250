package io.monopod.console.service.system;

import io.monopod.console.admin.GatewayAdmin;
import io.monopod.console.admin.Sighting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The gateways of an open system, which share their sessions, and the one of them that the console
/// asks: any of them answers for all. Safe for use by several threads.
public final class GatewayGroup {
    private final List<GatewaySite> sites;

    /// Guarded by this, as is the next field.
    private final List<Sighting> latest;

    private int asked;

    /// @param sites at least one; either all have an admin API or none
    /// @param asked the index of one that answers
    GatewayGroup(List<GatewaySite> sites, int asked) {
        this.sites = List.copyOf(sites);
        this.latest = new ArrayList<>(Collections.nCopies(sites.size(), Sighting.SERVING));
        this.asked = asked;
    }

    List<GatewaySite> sites() {
        return sites;
    }

    /// The admin API of the one that is asked at the time of each request.
    Optional<GatewayAdmin> admin() {
        Optional<GatewayAdmin> first = sites.getFirst().admin();
        return first.isPresent() && sites.size() > 1 ? Optional.of(new GroupAdmin(this)) : first;
    }

    /// The result of a look at a gateway. If the one that is asked takes no calls, another one that
    /// does is asked from now on.
    ///
    /// @return its index, if there is a change
    synchronized OptionalInt sighted(int site, Sighting sighting) {
        latest.set(site, sighting);
        int serving = latest.indexOf(Sighting.SERVING);
        if (latest.get(asked) == Sighting.SERVING || serving < 0) {
            return OptionalInt.empty();
        }
        asked = serving;
        return OptionalInt.of(serving);
    }

    synchronized int asked() {
        return asked;
    }

    synchronized boolean isServing(int site) {
        return latest.get(site) == Sighting.SERVING;
    }
}

package io.monopod.console.admin;

/// What a look at a gateway found.
///
/// @param role what the gateway says of itself
public record Look(Sighting sighting, Role role) {
    /// At a gateway that has not said what it is.
    public static Look of(Sighting sighting) {
        return new Look(sighting, Role.ALONE);
    }
}

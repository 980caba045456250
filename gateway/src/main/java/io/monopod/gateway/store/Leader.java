package io.monopod.gateway.store;

/// The gateway that decides.
///
/// @param term rises with each leader
public record Leader(Member member, long term) {}

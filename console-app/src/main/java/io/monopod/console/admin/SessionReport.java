package io.monopod.console.admin;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A session on an instance, of any user.
///
/// @param owner its user; empty until one of its calls came through the gateway
/// @param state its instance's, in the gateway's words
/// @param since when it was granted its instance
/// @param lastUse when it last called; null if unknown
/// @param open how many of its calls go on
/// @param calls how many of its calls the gateway has forwarded
public record SessionReport(
        String session,
        String owner,
        String pod,
        String state,
        Instant since,
        @Nullable Instant lastUse,
        int open,
        long calls) {}

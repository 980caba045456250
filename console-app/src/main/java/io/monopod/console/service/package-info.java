/// The user's actions: open a system, run a scenario, add clients, end things. Each runs on a
/// thread of its own, never on the UI thread; properties report its progress. The state here
/// belongs to the UI thread.
@NullMarked
package io.monopod.console.service;

import org.jspecify.annotations.NullMarked;

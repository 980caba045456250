/// The agent: makes any gRPC server, in any language, an instance. For each session it starts a
/// process of the server's command, stands before it as the guard, and speaks to the gateway for
/// it.
///
/// An [Agent] has [Slot]s. A slot runs one [Backend] after the other: a process (`process`) and the
/// [io.monopod.instance.Instance] that stands for it, whose calls are spliced to the process
/// (`call`). [Spares] says which slots have one. See `docs/agent.md`.
@NullMarked
package io.monopod.agent;

import org.jspecify.annotations.NullMarked;

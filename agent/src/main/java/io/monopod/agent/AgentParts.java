package io.monopod.agent;

import io.monopod.agent.process.Cgroups;
import io.monopod.agent.process.CommandLine;
import io.monopod.agent.process.GroupKeeper;
import io.monopod.agent.process.LoopbackPorts;
import io.monopod.agent.process.Outputs;
import io.monopod.instance.Host;
import io.monopod.instance.InstanceConfig;

/// What all slots of the agent share.
///
/// @param cgroups of the processes
/// @param outputs of the processes
/// @param first the configuration of the first slot's instances
record AgentParts(
        AgentConfig config,
        InstanceConfig first,
        CommandLine command,
        Host host,
        Cgroups cgroups,
        GroupKeeper keeper,
        Outputs outputs,
        LoopbackPorts ports,
        Spares spares,
        Startup startup) {}

/// The gateway: assigns an instance to each session and splices its calls to it.
///
/// The path of a call, each step a package:
///
/// ```
/// accept        datapath.downstream  a client connection, and the header list of each request
/// route         route                which cluster serves the path
/// authenticate  call, auth           who calls, and for which session
/// assign        table                which instance serves the session (pure)
///               registry, control    waits for what that takes, and binds the instance
///               shared               asks the leader instead, if several gateways share sessions
/// forward       datapath.splice      frames between the two connections
/// refuse        call                 a refusal, turned into an answer in one place
/// ```
@NullMarked
package io.monopod.gateway;

import org.jspecify.annotations.NullMarked;

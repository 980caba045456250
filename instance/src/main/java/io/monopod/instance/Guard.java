package io.monopod.instance;

import io.grpc.ServerServiceDefinition;
import io.monopod.contract.InstanceId;
import io.monopod.instance.call.CallChecks;
import io.monopod.instance.call.SessionGuard;

import java.util.Set;

/// What stands between an instance's port and what it serves.
///
/// @param checks of calls that are spliced to another process
/// @param control the service for the gateway, which must be served beside
public record Guard(InstanceId instance, CallChecks checks, ServerServiceDefinition control) {
    /// The guard of services in this process.
    ///
    /// @param endingMethods full names of the unary methods that end the session when they succeed
    public SessionGuard ofServices(Set<String> endingMethods) {
        return new SessionGuard(checks, endingMethods);
    }
}

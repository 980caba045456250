package io.monopod.gateway.call;

/// Where a call goes. The data path keeps one connection for each pair of client connection and
/// target.
///
/// @param name the instance id, or the cluster's name if the cluster is static: a new process at
///   the same address is a new target
/// @param host a host name or address literal
/// @param port 1 to 65535
public record Target(String name, String host, int port) {}

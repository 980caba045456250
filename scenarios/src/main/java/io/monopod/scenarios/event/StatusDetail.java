package io.monopod.scenarios.event;

/// One entry of `grpc-status-details-bin`.
///
/// @param type the message's full name, for example `google.rpc.RetryInfo`
/// @param text its fields, decoded for reading; base64 for a type that is not known here
public record StatusDetail(String type, String text) {}

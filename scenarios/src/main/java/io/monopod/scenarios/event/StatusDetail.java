package io.monopod.scenarios.event;

/// One entry of `grpc-status-details-bin`.
///
/// @param type the message's full name, for example `google.rpc.RetryInfo`
/// @param text its fields as readable text; base64 if the type is unknown
public record StatusDetail(String type, String text) {}

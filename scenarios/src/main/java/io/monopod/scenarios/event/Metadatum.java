package io.monopod.scenarios.event;

/// One entry of a call's metadata, as it was sent or received; a `-bin` value is in base64. A name
/// may come more than once. Tokens are never in it: see [Call#sent()].
public record Metadatum(String name, String value) {}

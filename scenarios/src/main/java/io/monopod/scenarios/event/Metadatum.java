package io.monopod.scenarios.event;

/// One entry of a call's metadata; a `-bin` value is in base64. Names may repeat. Tokens never
/// appear: see [Call#sent()].
public record Metadatum(String name, String value) {}

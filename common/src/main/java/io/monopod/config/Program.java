package io.monopod.config;

/// The program whose configuration is read.
///
/// @param name the command, for messages
/// @param prefix of its environment variables, with the trailing `_`
public record Program(String name, String prefix) {}

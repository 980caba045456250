package io.monopod.scenarios.event;

/// A call and how it ended.
public record Exchange(Call call, Answer answer) {}

package io.monopod.console.model;

import java.util.List;

/// What the user is asked before something is lost. Cancel is always possible.
///
/// @param text what is lost
/// @param choices the first is the one that is meant
public record Question(String title, String text, List<Choice> choices) {
    public Question {
        choices = List.copyOf(choices);
    }

    public Question(String title, String text, String act, Runnable then) {
        this(title, text, List.of(new Choice(act, then)));
    }

    /// A button.
    public record Choice(String label, Runnable then) {}
}

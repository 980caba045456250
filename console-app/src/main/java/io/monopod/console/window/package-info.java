/// The window: the [Shell] with top bar, navigation and status bar, around screens and dialogs. For
/// the UI thread.
@NullMarked
package io.monopod.console.window;

import org.jspecify.annotations.NullMarked;

/// Dialogs: sheets over the window, and confirmations. They bind to view models and hold no logic.
/// For the UI thread.
@NullMarked
package io.monopod.console.dialog;

import org.jspecify.annotations.NullMarked;

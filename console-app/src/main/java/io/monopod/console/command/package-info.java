/// The commands that work in every view, with their shortcuts, and the menu of a session. For the
/// UI thread.
@NullMarked
package io.monopod.console.command;

import org.jspecify.annotations.NullMarked;

/// One screen for each entry of the navigation. Screens bind to view models and hold no logic. For
/// the UI thread.
@NullMarked
package io.monopod.console.screen;

import org.jspecify.annotations.NullMarked;

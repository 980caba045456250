/// What is on the window: the bar at the top, the rail of views, the views themselves and the
/// sheets that come in from the side. Screens bind to view models and hold no logic of their own.
/// For the UI thread.
@NullMarked
package io.monopod.console.screen;

import org.jspecify.annotations.NullMarked;

/// View models: the state and the actions of each screen, as properties and methods. They know no
/// control and no scene graph, and are tested without a toolkit. All state belongs to the UI
/// thread.
@NullMarked
package io.monopod.console.model;

import org.jspecify.annotations.NullMarked;

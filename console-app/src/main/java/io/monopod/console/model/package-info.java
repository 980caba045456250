/// View models: what each screen shows and what can be done there, as properties and methods. They
/// know no control and no scene graph, and are tested without a toolkit. All of their state belongs
/// to the UI thread.
@NullMarked
package io.monopod.console.model;

import org.jspecify.annotations.NullMarked;

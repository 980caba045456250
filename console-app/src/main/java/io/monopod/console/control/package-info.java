/// Reusable controls: badges, cards, tables, charts. They show what they are given and do not know
/// its source. For the UI thread.
@NullMarked
package io.monopod.console.control;

import org.jspecify.annotations.NullMarked;

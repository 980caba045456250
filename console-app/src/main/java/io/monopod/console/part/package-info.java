/// The small parts that screens are made of: badges, cards, drawings. They show what they are given
/// and know nothing of where it comes from. For the UI thread.
@NullMarked
package io.monopod.console.part;

import org.jspecify.annotations.NullMarked;

/// Holds the files by which the programs are deployed against the programs themselves: that what
/// they set is what a program reads, and that what they ask is where a program answers.
@NullMarked
package io.monopod.deploy;

import org.jspecify.annotations.NullMarked;

/// The system that a run plays against, as a scenario sees it: where it is, how it was set up, and
/// what can be done to it. How it is made is `local`'s business.
@NullMarked
package io.monopod.scenarios.system;

import org.jspecify.annotations.NullMarked;

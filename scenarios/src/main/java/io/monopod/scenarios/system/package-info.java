/// The system under test as a scenario sees it: its address, its setup and its controls. The
/// package `local` starts one.
@NullMarked
package io.monopod.scenarios.system;

import org.jspecify.annotations.NullMarked;

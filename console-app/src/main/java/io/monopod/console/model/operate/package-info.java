/// View models for those who operate a gateway: instances, sessions, and runs that are kept.
@NullMarked
package io.monopod.console.model.operate;

import org.jspecify.annotations.NullMarked;

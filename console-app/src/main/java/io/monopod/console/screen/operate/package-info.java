/// Screens for those who operate a gateway: its instances, its waiting room, its sessions.
@NullMarked
package io.monopod.console.screen.operate;

import org.jspecify.annotations.NullMarked;

/// Tests of login and tokens.
@NullMarked
package io.monopod.gateway.auth;

import org.jspecify.annotations.NullMarked;

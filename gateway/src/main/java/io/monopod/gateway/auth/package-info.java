/// Users, and the tokens that they get.
///
/// [LoginService] answers `Login`: [Passwords] checks the password, [TokenIssuer] makes the token,
/// and [SigningKey] signs it. [io.monopod.token] verifies tokens.
@NullMarked
package io.monopod.gateway.auth;

import org.jspecify.annotations.NullMarked;

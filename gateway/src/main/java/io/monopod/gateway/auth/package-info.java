/// Who may log in, and the tokens that they get.
///
/// [LoginService] answers `Login`: [Passwords] checks the password, [TokenIssuer] makes the token,
/// [SigningKey] signs it. Checking tokens is [io.monopod.token]'s.
@NullMarked
package io.monopod.gateway.auth;

import org.jspecify.annotations.NullMarked;

package io.monopod.myservice.instance;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.util.Optional;

/// Who calls, as the token and the metadata say, both checked.
///
/// @param stamp the epoch that a gateway put on the call; empty for a direct call
record Caller(SessionId session, UserName user, Optional<Epoch> stamp) {}

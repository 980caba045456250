package io.monopod.vouch;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.token.Role;

/// A gateway's statement to one instance about a call: its user, session and grant. It replaces the
/// client's token, and is not valid at any other instance.
public record Statement(
        InstanceId instance, SessionId session, Epoch epoch, UserName user, Role role) {}

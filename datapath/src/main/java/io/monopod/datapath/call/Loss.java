package io.monopod.datapath.call;

/// How far the instance had come with a call when its connection broke.
public enum Loss {
    /// It had not started to respond, so the call itself may have crashed it.
    UNANSWERED,
    /// It had started to respond, so it had processed the request.
    ANSWERING
}

/// The gateway: assigns an instance to each session and splices its calls to it.
///
/// The path of a call, each step a package:
///
/// ```
/// accept    proxy      a client connection, its frames parsed by http2
/// decode    http2      request HEADERS to a header list
/// authenticate  auth   who calls, and for which session
/// route     route      which cluster serves the path
/// assign    assign     which instance serves the session (pure; registry binds it)
/// forward   proxy      frames spliced between the two connections
/// answer    call       or a refusal, turned into an answer in one place
/// ```
@NullMarked
package io.monopod.gateway;

import org.jspecify.annotations.NullMarked;

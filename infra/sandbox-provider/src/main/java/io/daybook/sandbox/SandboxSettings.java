package io.daybook.sandbox;

import java.time.Duration;

/// How the sandbox behaves.
///
/// @param port to listen at on the loopback interface; 0 for a free one
/// @param apiKey what callers must show as bearer token
/// @param webhookSecret base64 key of its signatures, with or without `whsec_` in front
/// @param lateAfter how late its late answers come
/// @param declineRate share of good cards, 0 to 1, that it declines at random
/// @param silenceRate share of good cards, 0 to 1, that it holds money on and never tells about
/// @param mortal whether the fatal card kills the process; it only cuts the connection otherwise
public record SandboxSettings(
    int port,
    String apiKey,
    String webhookSecret,
    Duration lateAfter,
    double declineRate,
    double silenceRate,
    boolean mortal) {}

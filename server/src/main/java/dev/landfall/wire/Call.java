package dev.landfall.wire;

import java.time.Instant;

/**
 * One request on its way to an operation: who calls, where, and when. Operations take time from here, never from a
 * clock.
 */
public record Call(Realm realm, Principal principal, String requestId, Instant now) {}

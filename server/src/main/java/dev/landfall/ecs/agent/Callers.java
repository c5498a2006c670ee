package dev.landfall.ecs.agent;

import dev.landfall.wire.http.HttpRequest;

/** Tells who asks, and how often that one may. */
interface Callers {
    /** Blocks. */
    Caller of(HttpRequest request, AgentPath path);
}

package dev.landfall.contract;

import java.util.List;

/**
 * Which members page through the answers of an operation, by the model's names. Some services continue by several
 * tokens at once.
 *
 * @param limits the member that limits a page, if any
 * @param results the members that hold what is paged
 */
public record Pagination(
        List<String> inputTokens, List<String> outputTokens, List<String> limits, List<String> results) {}

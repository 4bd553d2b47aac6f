package io.sluice.ingress.limits;

/**
 * What a node may admit of a limit.
 *
 * @param held tokens that it has not spent, as far as it has told
 * @param admitted since it takes part in this limit
 */
public record Ceiling(String node, long held, long admitted) {}

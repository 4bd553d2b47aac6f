package io.sluice.ingress.nodes;

/**
 * By what name other nodes know this process: another one after each start.
 *
 * @param text {@code nod_…}
 */
public record NodeName(String text) {}

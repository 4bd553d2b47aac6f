package io.sluice.ingress.limits;

/**
 * How a limit stands at an instant, as far as this node knows.
 *
 * @param used within the window, by all nodes as last told, and by this one
 * @param remaining of the limit; less where this node may not admit as many, because it hears nothing of the others
 * @param resetsAt when the oldest use that counts leaves the window, in epoch milliseconds; now, when there is none
 * @param alone whether this node goes by its own part of it
 */
public record Standing(long used, long remaining, long resetsAt, boolean alone) {}

package io.sluice.ingress.addresses;

/**
 * Where a request comes from.
 *
 * @param address of the caller, or of the nearest machine on the way to it that is known
 * @param certain whether it is the caller's
 */
public record ClientAddress(Address address, boolean certain) {}

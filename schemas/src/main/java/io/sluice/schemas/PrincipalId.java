package io.sluice.schemas;

/** Who calls: an API key or a person. */
public sealed interface PrincipalId extends ResourceId permits KeyId, PersonId {}

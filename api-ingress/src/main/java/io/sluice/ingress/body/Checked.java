package io.sluice.ingress.body;

import io.sluice.ingress.problem.Problem;

/** A body that was read, or all that is wrong with it. */
public sealed interface Checked<T> {
    record Valid<T>(T value) implements Checked<T> {}

    record Invalid<T>(Problem problem) implements Checked<T> {}
}

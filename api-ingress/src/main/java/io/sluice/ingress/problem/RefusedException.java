package io.sluice.ingress.problem;

/**
 * Carries a refusal through the web framework from where no answer can be returned: interceptors and argument
 * resolvers. Everywhere else a {@link Problem} is a value.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public RefusedException(Problem problem) {
        // No stack trace: a refusal is the caller's, and the hot path of an attack.
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}

package io.sluice.ingress.admission;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The scope that a caller needs for a route; a route without it admits nobody. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requires {
    /** {@code resource:action}, or {@link #ANY_KEY}. */
    String value();

    /** A valid key of any scope: for what a caller can only name by an id that it was given. */
    String ANY_KEY = "any";
}

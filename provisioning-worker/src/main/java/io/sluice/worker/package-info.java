/** Applies commands to PostgreSQL, once each, and tells what became of them. */
@NullMarked
package io.sluice.worker;

import org.jspecify.annotations.NullMarked;

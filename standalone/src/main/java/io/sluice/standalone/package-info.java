/** The launcher: a real broker, a real PostgreSQL, a real schema registry and the services, on one machine. */
@NullMarked
package io.sluice.standalone;

import org.jspecify.annotations.NullMarked;

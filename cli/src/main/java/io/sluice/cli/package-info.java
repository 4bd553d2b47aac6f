/** The command line tool. It speaks to the API alone, as any other caller does. */
@NullMarked
package io.sluice.cli;

import org.jspecify.annotations.NullMarked;

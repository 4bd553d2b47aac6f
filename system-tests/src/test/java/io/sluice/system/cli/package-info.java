/** The command line tool, run by its script as people run it. */
@NullMarked
package io.sluice.system.cli;

import org.jspecify.annotations.NullMarked;

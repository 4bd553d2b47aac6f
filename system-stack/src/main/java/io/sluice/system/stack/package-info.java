/** The running system, and how a test talks to it. */
@NullMarked
package io.sluice.system.stack;

import org.jspecify.annotations.NullMarked;

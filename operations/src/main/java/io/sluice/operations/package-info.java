/** What every service has for those who run it. */
@NullMarked
package io.sluice.operations;

import org.jspecify.annotations.NullMarked;

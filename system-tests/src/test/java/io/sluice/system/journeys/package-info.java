/** What callers see over HTTP. */
@NullMarked
package io.sluice.system.journeys;

import org.jspecify.annotations.NullMarked;

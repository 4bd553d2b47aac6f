/** What every topology of this service needs to run, be watched and end. */
@NullMarked
package io.sluice.usage.streams;

import org.jspecify.annotations.NullMarked;

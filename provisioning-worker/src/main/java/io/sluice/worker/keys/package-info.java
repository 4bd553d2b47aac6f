/** What commands do to API keys, and the first of them. */
@NullMarked
package io.sluice.worker.keys;

import org.jspecify.annotations.NullMarked;

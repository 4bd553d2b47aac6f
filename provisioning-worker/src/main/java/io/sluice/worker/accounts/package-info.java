/** What commands do to accounts. */
@NullMarked
package io.sluice.worker.accounts;

import org.jspecify.annotations.NullMarked;

/** What the services share, and nothing else: ids, records, the catalogue of topics, and how a record becomes bytes. */
@NullMarked
package io.sluice.schemas;

import org.jspecify.annotations.NullMarked;

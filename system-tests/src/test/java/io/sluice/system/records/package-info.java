/** What readers and writers of Kafka see. */
@NullMarked
package io.sluice.system.records;

import org.jspecify.annotations.NullMarked;

/** How far a consumer group is behind what it reads. */
@NullMarked
package io.sluice.operations.backlog;

import org.jspecify.annotations.NullMarked;

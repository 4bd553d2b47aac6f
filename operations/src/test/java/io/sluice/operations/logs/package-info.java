@NullMarked
package io.sluice.operations.logs;

import org.jspecify.annotations.NullMarked;

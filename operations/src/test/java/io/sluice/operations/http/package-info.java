@NullMarked
package io.sluice.operations.http;

import org.jspecify.annotations.NullMarked;

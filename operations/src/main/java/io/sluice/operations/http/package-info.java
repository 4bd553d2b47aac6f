/** Where and how a service serves HTTP. */
@NullMarked
package io.sluice.operations.http;

import org.jspecify.annotations.NullMarked;

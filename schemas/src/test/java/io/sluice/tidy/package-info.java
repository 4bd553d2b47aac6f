/** What holds for the sources and documents of every module; it runs with the first of them. */
@NullMarked
package io.sluice.tidy;

import org.jspecify.annotations.NullMarked;

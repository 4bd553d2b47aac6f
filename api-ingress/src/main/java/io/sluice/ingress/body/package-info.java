/** Reading a JSON body field by field, so that everything wrong with it is told at once. */
@NullMarked
package io.sluice.ingress.body;

import org.jspecify.annotations.NullMarked;

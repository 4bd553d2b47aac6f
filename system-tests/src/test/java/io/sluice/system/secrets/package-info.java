/** Where secrets lie once they were issued and used in every wrong way: nowhere. */
@NullMarked
package io.sluice.system.secrets;

import org.jspecify.annotations.NullMarked;

/** The schemas of the public topics, for readers of Kafka who must not reach the registry itself. */
@NullMarked
package io.sluice.ingress.registry;

import org.jspecify.annotations.NullMarked;

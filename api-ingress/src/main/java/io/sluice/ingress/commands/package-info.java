/** The life of a command at the edge: its id, its way to Kafka, waiting for its outcome, and its status. */
@NullMarked
package io.sluice.ingress.commands;

import org.jspecify.annotations.NullMarked;

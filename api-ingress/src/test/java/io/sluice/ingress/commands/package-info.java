@NullMarked
package io.sluice.ingress.commands;

import org.jspecify.annotations.NullMarked;

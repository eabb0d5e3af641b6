/**
 * The stack as an outsider uses it: by REST, over Kafka and from the command line. Start at
 * {@link io.breakwater.system.client.Runs}.
 */
@NullMarked
package io.breakwater.system.client;

import org.jspecify.annotations.NullMarked;

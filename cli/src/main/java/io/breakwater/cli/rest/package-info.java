/**
 * The REST interfaces of Breakwater's services as the command uses them. Start at {@link
 * io.breakwater.cli.rest.ScenarioService} and {@link io.breakwater.cli.rest.Reporting}.
 */
@NullMarked
package io.breakwater.cli.rest;

import org.jspecify.annotations.NullMarked;

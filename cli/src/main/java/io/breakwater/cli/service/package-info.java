/**
 * The REST interfaces of Breakwater's services as the command uses them. Start at {@link
 * io.breakwater.cli.service.ScenarioService} and {@link io.breakwater.cli.service.Reporting}.
 */
@NullMarked
package io.breakwater.cli.service;

import org.jspecify.annotations.NullMarked;

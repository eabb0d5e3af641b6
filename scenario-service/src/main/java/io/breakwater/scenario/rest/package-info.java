/**
 * What all REST resources have in common: bodies of bounded size, and errors as problem details (RFC 9457). Start at {@link
 * io.breakwater.scenario.rest.RequestRefusedException}.
 */
@NullMarked
package io.breakwater.scenario.rest;

import org.jspecify.annotations.NullMarked;

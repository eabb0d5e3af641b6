/**
 * Tokens over HTTP for other load testers. Start at {@link io.breakwater.token.access.ApiKeys}, which says who may have
 * which.
 */
@NullMarked
package io.breakwater.token.access;

import org.jspecify.annotations.NullMarked;

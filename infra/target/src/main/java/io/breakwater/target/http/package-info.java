/**
 * A small HTTP/1.1 server on one event loop: bounded bodies, answers in the order of requests, later or never.
 *
 * <p>Start at {@link io.breakwater.target.http.HttpPort}; what answers is an
 * {@link io.breakwater.target.http.Endpoint}. Everything here runs on the event loop that the port was opened with
 * and is confined to it.
 */
@NullMarked
package io.breakwater.target.http;

import org.jspecify.annotations.NullMarked;

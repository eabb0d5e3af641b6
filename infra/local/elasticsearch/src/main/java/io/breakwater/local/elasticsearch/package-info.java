/**
 * A real Elasticsearch node in a JVM of its own, on loopback, without a distribution. Start at
 * {@link io.breakwater.local.elasticsearch.ElasticsearchMain}.
 */
@NullMarked
package io.breakwater.local.elasticsearch;

import org.jspecify.annotations.NullMarked;

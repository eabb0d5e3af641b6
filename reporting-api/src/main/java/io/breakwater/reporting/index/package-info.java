/**
 * From topics into Elasticsearch, without loss and without doubles. Start at {@link io.breakwater.reporting.index.TopicConsumption},
 * then {@link io.breakwater.reporting.index.TopicIndexer}. Each topic has one consumer thread of its own.
 */
@NullMarked
package io.breakwater.reporting.index;

import org.jspecify.annotations.NullMarked;

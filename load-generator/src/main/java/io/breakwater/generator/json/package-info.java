/**
 * Values in JSON answers. {@link io.breakwater.generator.json.JsonPathFinder} goes to the place of a plain path without making
 * objects; other paths are looked for in a tree.
 */
@NullMarked
package io.breakwater.generator.json;

import org.jspecify.annotations.NullMarked;

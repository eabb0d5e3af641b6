/**
 * Texts as bytes that are made again and again without allocating. Start at {@link io.breakwater.generator.text.ByteText}.
 */
@NullMarked
package io.breakwater.generator.text;

import org.jspecify.annotations.NullMarked;

/**
 * Messages of WeChat's search widget: written, encrypted and signed as the platform does it, and their answers verified, decrypted
 * and unwrapped. Start at {@link io.breakwater.generator.widget.WidgetExchange}. What works on bytes is reused and confined to one
 * event loop; keys are immutable.
 */
@NullMarked
package io.breakwater.generator.widget;

import org.jspecify.annotations.NullMarked;

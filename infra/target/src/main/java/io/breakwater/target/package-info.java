/**
 * A sample mini-program backend and a platform simulator to aim at: its main class and its handle for tests.
 *
 * <p>Start at {@link io.breakwater.target.SampleBackend}. Both ports share one event loop, which is also what keeps
 * their state safe; the public methods may be called from any other thread.
 */
@NullMarked
package io.breakwater.target;

import org.jspecify.annotations.NullMarked;

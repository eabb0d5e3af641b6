/**
 * Child processes that never outlive their parent: started in the order of their needs, watched, and stopped. Start at
 * {@link io.breakwater.local.supervise.Supervisor}.
 *
 * <p>Why nothing is left over: each child reads standard input, which is a pipe from this JVM, and ends when it ends;
 * the kernel closes the pipe even when this JVM is killed with {@code kill -9}. Beyond that, the pid of each child is
 * written down in {@code run/} of the data folder, and what a crash left there is ended at the next start.
 */
@NullMarked
package io.breakwater.local.supervise;

import org.jspecify.annotations.NullMarked;

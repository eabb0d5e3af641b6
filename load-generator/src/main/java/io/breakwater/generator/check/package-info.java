/**
 * What came back, judged. Start at {@link io.breakwater.generator.check.ResponseChecks}. The JSON reader looks at bytes in
 * place: most responses are checked for one scalar, and a tree of objects for each would cost more than sending the request.
 */
@NullMarked
package io.breakwater.generator.check;

import org.jspecify.annotations.NullMarked;

/**
 * Owns the running of the built programs as a user runs them: a folder with a dmail.conf, the
 * launchers, plain wire clients and a ledger of what was accepted. It promises that nothing it
 * started outlives it. It calls none of the suite's own code, so that a fault in that code can't
 * hide itself.
 */
@NullMarked
package dmail.suite;

import org.jspecify.annotations.NullMarked;

/**
 * Owns the measuring of the servers against their peers on one machine: each is driven in turn by
 * the same clients with the same load, and every message is checked. It asserts no number: it
 * prints them. It calls the suite's harness and nothing of the servers' own code.
 */
@NullMarked
package dmail.bench;

import org.jspecify.annotations.NullMarked;

/**
 * Owns the measuring of single pieces of the servers' code, such as a parser or the journal, by
 * JMH. It asserts no number: it prints them. It calls the servers' code and no server.
 */
@NullMarked
package dmail.bench.micro;

import org.jspecify.annotations.NullMarked;

/**
 * Owns the questions: a table of them, the answers that are good, and where answers come from, a
 * person or a file. What is asked depends on facts and earlier answers only. It may call {@code
 * called}, {@code check}, {@code dns}, {@code found} and {@code common}.
 */
package dmail.setup.ask;

/**
 * Owns the talk with a person: at a terminal, where answers can be edited and passwords are masked,
 * or in plain lines where there is none. The only package that sees JLine. It may call {@code ask}.
 */
package dmail.setup.terminal;

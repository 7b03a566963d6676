/**
 * Owns command lines and the start and end of a server; the only package that sees commons-cli. It
 * stands on top: it may call every other package, none calls it.
 */
package dmail.common.cli;

/** Owns command lines and exit statuses; the only package that sees commons-cli. */
package dmail.common.cli;

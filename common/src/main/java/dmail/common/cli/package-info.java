/**
 * Owns command lines and the numbers with which programs end; the only package that sees
 * commons-cli.
 */
package dmail.common.cli;

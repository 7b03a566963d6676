/**
 * Owns command lines and the numbers with which programs end; the only package that sees
 * commons-cli. It may call nothing of ours.
 */
package dmail.common.cli;

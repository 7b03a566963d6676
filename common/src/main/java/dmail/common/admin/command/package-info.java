/**
 * Owns the control commands that only one of the servers has, as values: {@code CommandTable} has
 * them in its rows, and the servers switch over them. It may call nothing of ours.
 */
package dmail.common.admin.command;

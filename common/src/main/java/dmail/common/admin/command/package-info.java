/**
 * The control commands that one of the servers carries out itself, as values: {@code CommandTable}
 * has them in its rows, and the servers switch over them. It may call nothing of ours.
 */
package dmail.common.admin.command;

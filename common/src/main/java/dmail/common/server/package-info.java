/**
 * Owns the life of a server: its start, reloads, signals and end, and its answers to control
 * commands that both servers have. It stands on top: it may call every other package of this
 * module.
 */
package dmail.common.server;

/**
 * Owns the form of log lines and where they go: one line an event, safe whatever a client sent.
 * Programs name their events; this package writes them. It calls no other package of ours.
 */
package dmail.common.log;

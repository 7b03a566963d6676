/**
 * Owns the first start: has the servers started, sends a message through them and collects it, as a
 * user's mail program would.
 */
package dmail.setup.trial;

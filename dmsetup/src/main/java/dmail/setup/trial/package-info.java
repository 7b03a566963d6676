/**
 * Owns the first start: has the servers started, sends a message through them and collects it, as a
 * user's mail program would. It may call {@code ask}, {@code called}, {@code sandbox} and {@code
 * common}.
 */
package dmail.setup.trial;

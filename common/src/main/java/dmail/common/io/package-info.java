/**
 * Owns the order of writes and syncs that makes a file durable, and locks between programs. It
 * knows nothing of mail. It calls nothing of ours.
 */
package dmail.common.io;

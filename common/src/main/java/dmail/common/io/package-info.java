/**
 * Owns the order of writes and syncs that makes a file durable, whose a file is, and locks between
 * programs. It knows nothing of mail. It calls nothing of ours.
 */
package dmail.common.io;

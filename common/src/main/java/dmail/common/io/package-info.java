/**
 * Owns the order of writes and syncs that makes a file durable, the opening of files that others
 * may have put there, whose a file is, and locks between programs. It knows nothing of mail. It
 * calls {@code system} only.
 */
package dmail.common.io;

/**
 * Owns the order of writes and syncs that makes a file durable, the opening of files that others
 * may have put there, the owners of files, and locks between processes. It knows nothing of mail.
 * It may call {@code system}.
 */
package dmail.common.io;

/**
 * Owns the order of writes and syncs that makes a file durable, the opening of files that others
 * may have put there, the owners of files, locks between processes, and numbers of a fixed width.
 * It knows nothing of mail. It may call {@code system}.
 */
package dmail.common.io;

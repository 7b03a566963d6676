/** Owns drop files: their locks, the From line, quoting, appending and finding messages. */
package dmail.common.mbox;

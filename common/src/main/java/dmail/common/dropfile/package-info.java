/**
 * Owns how a drop file is opened and locked, among other programs that do so as well, in folders
 * that others may write to. It promises that no file or link of another user is followed, waited
 * for or taken for a drop file. What is in the file is known to {@code mbox}. It may call {@code
 * io}, {@code log} and {@code system}.
 */
package dmail.common.dropfile;

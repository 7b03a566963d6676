/**
 * Owns how a drop file is opened and locked, among the programs that do so as well, in folders that
 * others may write to. It promises that nothing of another user's making is followed, waited for or
 * taken for a drop file. What stands in the file is known to {@code mbox}. It may call {@code io},
 * {@code log} and {@code system}.
 */
package dmail.common.dropfile;

/**
 * Owns what happens to a message once it is ours: appending it to a drop file, and what came of it.
 * It promises that a message is in the drop file whole and once, or not at all. It may call {@code
 * queue} and {@code common}.
 */
package dmail.smtp.delivery;

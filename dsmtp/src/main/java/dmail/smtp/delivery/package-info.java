/**
 * Owns what happens to a message once it is ours: the deliveries to drop files, side by side, and
 * what is tried again when. It promises that a message is in the drop file whole and once, or not
 * at all, and that no message is forgotten. It may call {@code journal}, {@code queue}, {@code
 * routing} and {@code common}.
 */
package dmail.smtp.delivery;

/**
 * Owns what happens to a message once it is ours: the deliveries to drop files and to other hosts,
 * side by side, what is tried again when, and who is told of trouble. It promises that a message is
 * in the drop file whole and once, or not at all, that no domain holds up another, and that no
 * message is forgotten. It may call {@code client}, {@code dns}, {@code journal}, {@code queue},
 * {@code report}, {@code routing} and {@code common}.
 */
package dmail.smtp.delivery;

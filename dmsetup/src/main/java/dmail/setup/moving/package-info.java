/**
 * Owns what is told of a mail server that this one takes over from: what it served, by its own
 * files, and the dmail.conf that means the same. Nothing of the old is changed or deleted. It may
 * call {@code apply}, {@code ask}, {@code called}, {@code check}, {@code conf}, {@code found},
 * {@code plan} and {@code common}.
 */
package dmail.setup.moving;

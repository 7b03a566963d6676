/**
 * Owns bulletins: messages of the administrator that every user gets once, as mail in the drop
 * file. It promises that a crash delivers none twice, that no login fails because of them, and that
 * they need no memory for each user. It may call {@code common}.
 */
package dmail.pop.bulletin;

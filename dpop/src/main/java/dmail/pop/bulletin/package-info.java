/**
 * Owns bulletins: messages of the administrator that every user is given once, as mail in the drop
 * file. It promises that a crash gives none twice, that nobody's login fails because of them, and
 * that a user costs no memory. It may call {@code common}.
 */
package dmail.pop.bulletin;

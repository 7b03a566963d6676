/**
 * Owns what is told of a mail server that this one takes over from: what it served, by its own
 * files, and the dmail.conf that means the same. Nothing of the old is changed or deleted.
 */
package dmail.setup.moving;

/**
 * Owns the name that the program goes by, so that what it tells somebody to type is right. It may
 * call nothing of ours.
 */
package dmail.setup.called;

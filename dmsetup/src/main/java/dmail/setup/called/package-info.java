/**
 * Owns the name that the program goes by, so that what it tells somebody to type is right. Calls
 * nobody.
 */
package dmail.setup.called;

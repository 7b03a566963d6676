/**
 * Owns what is found on this machine before anything is asked: its names and addresses, who listens
 * where, mail that is there already, the configuration that is to be changed. It changes nothing.
 * It may call {@code common}.
 */
package dmail.setup.found;

/**
 * Owns the way from the first look around to a running site: it asks, shows what it will do, does
 * it and tells what to do next.
 */
package dmail.setup.wizard;

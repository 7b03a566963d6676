/**
 * Owns the way from the first look around to a running site: it asks, shows what it will do, does
 * it and tells what to do next. It may call {@code apply}, {@code ask}, {@code called}, {@code
 * check}, {@code conf}, {@code dns}, {@code edit}, {@code found}, {@code plan}, {@code trial} and
 * {@code common}.
 */
package dmail.setup.wizard;

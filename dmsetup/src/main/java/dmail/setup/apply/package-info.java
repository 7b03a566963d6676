/**
 * Owns the doing: carries steps out one after the other, tells of each, and takes back what was
 * done when one fails. The only package here that changes anything. It may call {@code called},
 * {@code plan} and {@code common}.
 */
package dmail.setup.apply;

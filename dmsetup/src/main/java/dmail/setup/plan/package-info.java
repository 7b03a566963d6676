/**
 * Owns what is going to be done: a list of steps, worked out from answers and facts without doing
 * anything, so that it can be shown first. It may call {@code ask}, {@code called}, {@code check},
 * {@code conf}, {@code found} and {@code common}.
 */
package dmail.setup.plan;

/**
 * Owns what is going to be done: a list of steps, worked out from answers and facts without doing
 * anything, so that it can be shown first.
 */
package dmail.setup.plan;

/**
 * The account of memory: what clients and the site's tables make a server hold, taken before it is
 * held and refused when it doesn't fit, so that the heap can't be used up from outside. It may call
 * nothing of ours.
 */
package dmail.common.memory;

/**
 * Owns the account of memory: what clients and the site's tables make a server use is taken from it
 * before it is allocated, and refused when it doesn't fit, so that nobody outside can exhaust the
 * heap. It may call nothing of ours.
 */
package dmail.common.memory;

/** Owns the numbers with which every program of ours ends. It calls nothing of ours. */
package dmail.common.exit;

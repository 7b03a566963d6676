/**
 * Owns the judgement of what an administrator says: whether DNS, the ports and the folders of this
 * machine go with it, and what exactly mends it when they don't. It changes nothing. It may call
 * {@code called}, {@code dns}, {@code found} and {@code common}.
 */
package dmail.setup.check;

/** Owns the program's start: arguments, and the object graph built by hand, once. */
package dmail.tell;

/** Owns calls into the C library; the only package that sees JNA. Not exported. */
package dmail.common.system;

/**
 * Owns the data file of a user's own store: its records, how they are appended, and what is made of
 * them after a crash. It promises that what was synced is found again, and that half a record never
 * counts. It knows neither drop files nor sessions, and may call {@code common} only.
 */
package dmail.pop.bin;

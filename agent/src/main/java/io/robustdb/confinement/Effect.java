package io.robustdb.confinement;

/**
 * What a method does with its parameters, of which some lead to the object that is followed.
 * Immutable. Sets of origins as {@link Origins} numbers them.
 *
 * @param result what the result may be, or be reached from
 * @param tainted parameters into which something was put that leads to the object
 */
record Effect(long result, long tainted) {}

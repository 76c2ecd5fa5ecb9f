/**
 * A driver, made of PostgreSQL's, that does with its connections what no released one was found to
 * do: it is nobody's of the programs that use it, as long as those name their own packages.
 */
@NullMarked
package com.example.driver;

import org.jspecify.annotations.NullMarked;

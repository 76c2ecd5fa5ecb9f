/** A Spring Boot application that starts with all that such applications have, and ends. */
@NullMarked
package io.robustdb.benchmark.springboot;

import org.jspecify.annotations.NullMarked;

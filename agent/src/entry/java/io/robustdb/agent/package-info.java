/**
 * The entry: what the JVM calls, and the loader that keeps the core out of the application's sight.
 * It may depend on nothing but Java 8's own classes.
 */
package io.robustdb.agent;

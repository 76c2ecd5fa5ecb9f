/**
 * What the agent costs, measured against the budgets and printed as a table. The packages below it
 * depend on one another in this order: {@code measure}, then {@code run}, {@code loops} and {@code
 * programs}, then {@code load}.
 */
@NullMarked
package io.robustdb.benchmark;

import org.jspecify.annotations.NullMarked;

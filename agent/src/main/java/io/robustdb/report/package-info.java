/**
 * What people and machines read: findings made from the ledger, immutable, and their text and JSON.
 * It depends on the ledger and the sites.
 */
@NullMarked
package io.robustdb.report;

import org.jspecify.annotations.NullMarked;

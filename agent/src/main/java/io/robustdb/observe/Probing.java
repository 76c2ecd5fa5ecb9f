package io.robustdb.observe;

import io.robustdb.ledger.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One running use of a resource that is not proven yet. Immutable.
 *
 * @param what the SQL, null where the call has none
 */
record Probing(Resource resource, @Nullable String what) {}

package io.robustdb.report;

import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.Opening;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The fingerprints of many resources. Where the call sites alone tell it, it is the same for all of
 * one opening and made once, and no stack is read: ten thousand would take a second. Not
 * thread-safe.
 */
final class Fingerprints {
  private final ApplicationCode code;
  private final Map<ResourceKind, Map<Opening, String>> known = new EnumMap<>(ResourceKind.class);

  Fingerprints(ApplicationCode code) {
    this.code = code;
  }

  String of(Resource resource) {
    Opening opening = resource.opening();
    if (!opening.reachesApplication(code)) {
      return FindingFactory.blame(resource, code).fingerprint();
    }
    return known
        .computeIfAbsent(resource.kind(), kind -> new IdentityHashMap<>())
        .computeIfAbsent(opening, unused -> FindingFactory.blame(resource, code).fingerprint());
  }
}

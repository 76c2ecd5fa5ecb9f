package io.robustdb.live;

import jdk.jfr.Event;
import jdk.jfr.Label;
import org.jspecify.annotations.Nullable;

/** What all events of a resource tell of it. */
abstract class ResourceEvent extends Event {
  @Label("Resource")
  @Nullable String resource;

  @Label("Type")
  @Nullable String type;

  @Label("Pool")
  @Nullable String pool;

  @Label("URL")
  @Nullable String url;
}

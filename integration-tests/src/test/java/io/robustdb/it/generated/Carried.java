package io.robustdb.it.generated;

/** A failure that hands on what has failed. */
public final class Carried extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Object resource;

  /**
   * @param resource what has failed
   */
  public Carried(Object resource) {
    super("carries it");
    this.resource = resource;
  }

  /** What has failed. */
  public Object resource() {
    return resource;
  }
}

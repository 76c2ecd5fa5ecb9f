package io.robustdb.live;

import io.robustdb.jdk.AgentThread;
import io.robustdb.ledger.Listeners;
import io.robustdb.report.ReportBuilder;
import io.robustdb.report.TextReport;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import javax.management.StandardEmitterMBean;
import org.jspecify.annotations.Nullable;

/**
 * Registers {@link LeaksMXBean} with the JVM's own MBean server, once somebody else has had that
 * made: JMX costs a start, and sets logging to work before the application may want it.
 *
 * <p>Thread-safe.
 */
public final class Management {
  /** The JVM's own server has it. */
  private static final String OF_JVM = "java.lang:type=Runtime";

  private final Supplier<ReportBuilder> reports;
  private final TextReport text;
  private final List<String> limits;
  private final IntSupplier closeLate;
  private @Nullable MBeanServer server;
  private @Nullable Leaks leaks;

  /**
   * @param closeLate closes what the guard would have closed, and says how many that were
   */
  public Management(
      Supplier<ReportBuilder> reports,
      TextReport text,
      List<String> limits,
      IntSupplier closeLate) {
    this.closeLate = closeLate;
    this.reports = reports;
    this.text = text;
    this.limits = limits;
  }

  /**
   * Registers where that is possible and has not been done, and sends what is to be told.
   *
   * @param listeners get one more, who wants to know of leaks
   * @throws IllegalStateException where the server refuses
   */
  public synchronized void tidy(Listeners listeners) {
    if (leaks != null) {
      leaks.notifyOfLeaks();
      return;
    }
    try {
      MBeanServer found = ofJvm();
      if (found != null) {
        register(found, listeners);
      }
    } catch (JMException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /**
   * Takes it away, if nobody else has.
   *
   * @throws IllegalStateException where the server refuses
   */
  public synchronized void leave() {
    MBeanServer known = server;
    server = null;
    if (known != null) {
      try {
        ObjectName name = new ObjectName(LeaksMXBean.NAME);
        if (known.isRegistered(name)) {
          known.unregisterMBean(name);
        }
      } catch (JMException refused) {
        throw new IllegalStateException(refused);
      }
    }
  }

  private static @Nullable MBeanServer ofJvm() throws JMException {
    for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
      if (server.isRegistered(new ObjectName(OF_JVM))) {
        return server;
      }
    }
    return null;
  }

  private void register(MBeanServer found, Listeners listeners) throws JMException {
    NotificationBroadcasterSupport notifications =
        new NotificationBroadcasterSupport(
            command -> new AgentThread(command, "robustdb notification").start(),
            new MBeanNotificationInfo(
                new String[] {LeaksMXBean.FOUND}, Notification.class.getName(), "a new leak"));
    Leaks made = new Leaks(reports, text, limits, closeLate, notifications);
    leaks = made;
    found.registerMBean(
        new StandardEmitterMBean(made, LeaksMXBean.class, true, notifications),
        new ObjectName(LeaksMXBean.NAME));
    server = found;
    listeners.add(made);
    listeners.addOfHolds(made);
  }
}

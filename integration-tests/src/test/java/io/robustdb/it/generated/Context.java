package io.robustdb.it.generated;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What a generated program sees of its surroundings. Keeps nothing that a program opens.
 * Thread-safe where the program's other threads call it.
 */
public final class Context {
  private final Login login;
  private final Openings openings;
  private final Checkpoints checkpoints;
  private final Workers workers = new Workers();
  private int attempts;
  private int attempt;
  private boolean succeedsAtLast;

  Context(Login login, Openings openings, Checkpoints checkpoints) {
    this.login = login;
    this.openings = openings;
    this.checkpoints = checkpoints;
  }

  /** The URL for the next resource. */
  public String url() {
    return login.url() + "?ApplicationName=" + openings.next();
  }

  public String user() {
    return login.user();
  }

  public String password() {
    return login.password();
  }

  public Properties login() {
    Properties properties = new Properties();
    properties.setProperty("user", user());
    properties.setProperty("password", password());
    return properties;
  }

  public Driver driver() throws SQLException {
    return DriverManager.getDriver(login.url());
  }

  /** One that owns nothing. */
  public DataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setUser(user());
    source.setPassword(password());
    return source;
  }

  /** For a pool of one connection. */
  public HikariConfig config() {
    return config(url());
  }

  private HikariConfig config(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user());
    config.setPassword(password());
    config.setMaximumPoolSize(1);
    return config;
  }

  /** For a pool that is none of those that are watched. */
  public HikariConfig otherConfig() {
    HikariConfig config = config(login.url());
    config.setMinimumIdle(0);
    return config;
  }

  /** Uses a pool. */
  public void check(DataSource pool) throws SQLException {
    Finish.use(pool);
  }

  /** A resource has been opened. */
  public void opened(Object resource) {
    openings.add(resource);
  }

  /** An episode begins. */
  public void episode(int ofAttempts, boolean andSucceedsAtLast) {
    attempts = ofAttempts;
    attempt = 0;
    succeedsAtLast = andSucceedsAtLast;
  }

  /** An attempt ends. */
  public void attempt() throws Exception {
    checkpoint();
    attempt++;
  }

  /** A moment at which it is known what must have become of everything. */
  public void checkpoint() throws Exception {
    checkpoints.pass();
  }

  /** Whether the running attempt fails. */
  public boolean fails() {
    return attempt < attempts - 1 || !succeedsAtLast;
  }

  /** Fails in code of the application that is no method of the program. */
  public void customise() {
    if (fails()) {
      throw new UnsupportedOperationException("no customiser");
    }
  }

  /** Ends the session that was opened last, where the attempt fails. */
  public void terminateIfItFails() throws SQLException {
    if (fails()) {
      checkpoints.terminateLast();
    }
  }

  /** The program says something. */
  public void say(String line) {
    openings.say(line);
  }

  /** A failure was caught. */
  public void caught(Throwable failure) {
    openings.say(
        "caught "
            + failure.getClass().getName()
            + " with "
            + failure.getSuppressed().length
            + " suppressed");
  }

  /** Uses a resource, or all that are in something, with success and closes it. */
  public void finish(@Nullable Object kept) {
    new Finish(openings, true).take(kept);
  }

  /** Closes a resource, or all that are in something. */
  public void close(@Nullable Object kept) {
    new Finish(openings, false).take(kept);
  }

  /** The program has closed a resource itself. */
  public void closed(Object resource) {
    openings.closed(resource);
  }

  /** Uses both and closes them. */
  public void finishBoth(Object first, Object second) {
    finish(List.of(first, second));
  }

  public void start(Runnable task) {
    workers.start(task);
  }

  public void startTaking(Runnable task, boolean virtual) throws ReflectiveOperationException {
    workers.startTaking(task, virtual);
  }

  public void taken() {
    workers.taken();
  }

  public void awaitTaken() throws InterruptedException {
    workers.awaitTaken();
  }

  public void execute(Runnable task) {
    workers.execute(task);
  }

  public ScheduledThreadPoolExecutor scheduler() {
    return workers.scheduler();
  }

  /** What the scheduler's thread gives. */
  public @Nullable Object inScheduler(Callable<Object> task) throws Exception {
    return scheduler().submit(task).get();
  }

  public void quiet() throws InterruptedException {
    Quiet.await();
  }

  public void delayed() {
    workers.delayed();
  }

  public void finishDelayed(Object resource) {
    finish(resource);
    workers.delayedIsDone();
  }

  /** Lets the threads that wait with a resource do what they have to. */
  public void release() throws InterruptedException {
    workers.release();
    openings.sayOfOthers();
  }
}

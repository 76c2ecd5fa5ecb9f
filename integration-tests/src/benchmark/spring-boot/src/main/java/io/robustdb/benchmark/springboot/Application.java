package io.robustdb.benchmark.springboot;

import java.lang.management.ManagementFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts, stores and reads one account, tells how many classes were loaded, and ends. */
@SpringBootApplication
public class Application {
  /** Takes the arguments of {@link SpringApplication}. */
  public static void main(String[] arguments) {
    try (ConfigurableApplicationContext context =
        SpringApplication.run(Application.class, arguments)) {
      Accounts accounts = context.getBean(Accounts.class);
      accounts.save(new Account("somebody"));
      if (accounts.findAll().stream().noneMatch(account -> account.holder().equals("somebody"))) {
        throw new IllegalStateException("the account was not stored");
      }
      System.out.println(
          "classes=" + ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
    }
  }
}

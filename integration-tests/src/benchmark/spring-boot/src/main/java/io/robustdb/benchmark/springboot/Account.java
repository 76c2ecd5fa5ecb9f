package io.robustdb.benchmark.springboot;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/** The one thing that the application stores. */
@Entity
public class Account {
  @Id @GeneratedValue private @Nullable Long id;

  @NotBlank private String holder = "nobody";

  /** For the persistence provider. */
  protected Account() {}

  Account(String holder) {
    this.holder = holder;
  }

  String holder() {
    return holder;
  }
}

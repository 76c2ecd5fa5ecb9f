package io.robustdb.benchmark.springboot;

import org.springframework.data.jpa.repository.JpaRepository;

/** The stored accounts. */
public interface Accounts extends JpaRepository<Account, Long> {}

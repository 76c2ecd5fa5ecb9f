package io.robustdb.it.generated;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How often each part of the grammar met each fate, counted in resources. For one thread. */
public final class Statistics {
  private final Map<String, Map<Fate, Integer>> counts = new TreeMap<>();

  void add(List<Simulated> resources, List<String> expected) {
    for (int number = 0; number < resources.size(); number++) {
      Set<Fate> fates = EnumSet.noneOf(Fate.class);
      for (String letters : expected) {
        if (number < letters.length()) {
          fates.add(Fate.of(letters.charAt(number)));
        }
      }
      for (Fate fate : fates) {
        add(resources.get(number).episode, fate);
      }
    }
  }

  /** Whether every fate was met by a resource. */
  public boolean isComplete() {
    return counts.getOrDefault("all", Map.of()).keySet().containsAll(List.of(Fate.values()));
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    table.append(String.format("%-40s", "resources that were at some time"));
    for (Fate fate : Fate.values()) {
      table.append(String.format("%14s", fate));
    }
    counts.forEach(
        (row, numbers) -> {
          table.append(String.format("%n%-40s", row));
          for (Fate fate : Fate.values()) {
            table.append(String.format("%14d", numbers.getOrDefault(fate, 0)));
          }
        });
    return table.toString();
  }

  private void add(Episode episode, Fate fate) {
    count("all", fate);
    count("opened by " + episode.opener(), fate);
    count("plain " + episode.isPlain(), fate);
    count("opened in " + episode.shape(0), fate);
    count("checked in " + episode.shape(episode.checks()), fate);
    count("checked " + episode.checks() + " levels up", fate);
    count("caught " + (episode.catches() - episode.checks()) + " levels above the check", fate);
    count("tried again " + (episode.loops() - episode.checks()) + " levels above the check", fate);
    count("failed by " + episode.fault(), fate);
    count("before that " + episode.lead(), fate);
    count("on its way " + episode.passing(), fate);
    count("who catches " + episode.handling(), fate);
    count("variable " + episode.scope(), fate);
    count("put into " + episode.place(), fate);
    count("put into " + episode.place() + ", then " + episode.later(), fate);
  }

  private void count(String row, Fate fate) {
    counts.computeIfAbsent(row, none -> new EnumMap<>(Fate.class)).merge(fate, 1, Integer::sum);
  }
}

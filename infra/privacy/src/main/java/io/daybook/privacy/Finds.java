package io.daybook.privacy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/// What a search of one store has come to so far. Used by one thread.
public final class Finds {

  private static final int NAMED = 5;
  private static final int STEP = 1_000;

  private final Needles needles;
  private final LongConsumer step;
  private final Set<String> places = new LinkedHashSet<>();
  private final Map<String, Find> found = new LinkedHashMap<>();
  private long items;
  private long characters;

  /// @param step is told every now and then how much was looked at
  public Finds(Needles needles, LongConsumer step) {
    this.needles = needles;
    this.step = step;
  }

  /// Something that was found.
  ///
  /// @param place such as `public.customer.email`
  /// @param items in how many rows, documents or lines
  /// @param where the first of them
  public record Find(Trace trace, String place, long items, List<String> where) {}

  public Needles needles() {
    return needles;
  }

  /// This place is searched, though it may be empty.
  public void begin(String place) {
    places.add(place);
    step.accept(items);
  }

  /// Looks for everything in a text.
  ///
  /// @param where in the place the text is, such as its key; never any of it
  public void look(String place, String where, String text) {
    places.add(place);
    count(1, text.length());
    for (Trace trace : needles.in(text)) {
      found(trace, place, 1, List.of(where));
    }
  }

  /// So much was looked through elsewhere.
  public void count(long moreItems, long moreCharacters) {
    long before = items / STEP;
    items += moreItems;
    characters += moreCharacters;
    if (items / STEP > before) {
      step.accept(items);
    }
  }

  /// Something was found.
  public void found(Trace trace, String place, long howMany, Collection<String> where) {
    found.merge(
        trace + place,
        new Find(trace, place, howMany, where.stream().limit(NAMED).toList()),
        Finds::sum);
  }

  public List<String> places() {
    return List.copyOf(places);
  }

  public List<Find> all() {
    return List.copyOf(found.values());
  }

  /// Rows, documents, entries, records and lines.
  public long items() {
    return items;
  }

  public long characters() {
    return characters;
  }

  private static Find sum(Find one, Find next) {
    List<String> where = new ArrayList<>(one.where());
    next.where().stream().limit(NAMED - where.size()).forEach(where::add);
    return new Find(one.trace(), one.place(), one.items() + next.items(), List.copyOf(where));
  }
}

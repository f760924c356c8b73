package io.daybook.catalog.view;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.AggregationRange;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Questions in Elasticsearch's words. No scripts, no wildcards: every query is cheap.
final class SearchRequests {

  /// Bounds of the price ranges that facets count, in minor units.
  private static final double[] PRICES = {0, 100, 250, 500, 1_000, 2_500, 5_000, 10_000};

  private static final int MOST_CATEGORIES = 50;
  private static final int EXACT_TOTAL = 10_000;

  private SearchRequests() {}

  /// What a facet counts, and what filters by it.
  enum Facet {
    CATEGORY,
    AVAILABLE,
    PRICE
  }

  /// The page that `question` asks for, of `moment`, and one product more.
  ///
  /// @param match what the question's text finds; nothing when it has none
  static SearchRequest of(SearchQuestion question, Optional<TextMatch> match, SearchMoment moment) {
    Map<Facet, Query> filters = filters(question);
    SearchRequest.Builder request =
        of(moment)
            .size(question.limit() + 1)
            .trackTotalHits(it -> it.count(EXACT_TOTAL))
            .sort(sort(question.sort()));
    BoolQuery.Builder query = onSale();
    match.ifPresent(it -> {
      request.highlight(it.highlight());
      if (question.isRanked()) {
        it.rank(query.must(it.required()));
      } else {
        query.filter(it.required());
      }
    });
    if (question.facets()) {
      // A facet counts what the other filters leave.
      if (!filters.isEmpty()) {
        request.postFilter(all(filters.values()));
      }
      for (Facet facet : Facet.values()) {
        request.aggregations(facet.name(), counting(facet, filters));
      }
    } else {
      query.filter(List.copyOf(filters.values()));
    }
    question.after().ifPresent(place -> request.searchAfter(place.keys()));
    return request.query(query.build()).build();
  }

  /// Counts what `match` finds whatever else is asked for, up to `enough`.
  static SearchRequest counting(TextMatch match, int enough, SearchMoment moment) {
    return of(moment)
        .size(0)
        .trackTotalHits(it -> it.count(enough))
        .query(onSale().filter(match.required()).build())
        .build();
  }

  /// Looks for words that look like those of `text`.
  static SearchRequest similar(String text, SearchMoment moment) {
    return of(moment)
        .size(0)
        .trackTotalHits(it -> it.enabled(false))
        .query(it -> it.matchNone(none -> none))
        .suggest(TextMatch.similar(text))
        .build();
  }

  static SearchRequest suggesting(String typed, int limit) {
    return SearchRequest.of(request ->
        request
            .index(ProductSearch.ALIAS)
            .size(limit)
            .timeout("1s")
            .source(source -> source.filter(it -> it.includes("sku", "name")))
            .query(query ->
                query.bool(bool ->
                    bool.mustNot(term("listed", false))
                        .must(must ->
                            must.match(match ->
                                match.field("name.beginnings").query(typed).operator(Operator.And)))
                        .should(
                            should -> should.matchPhrase(it -> it.field("name").query(typed))))));
  }

  private static SearchRequest.Builder of(SearchMoment moment) {
    return new SearchRequest.Builder()
        .pit(it -> it.id(moment.id()).keepAlive(SearchMoments.KEPT))
        .timeout("2s");
  }

  /// Few are not, which costs less than to see that each of the others is.
  private static BoolQuery.Builder onSale() {
    return new BoolQuery.Builder().mustNot(term("listed", false));
  }

  private static Map<Facet, Query> filters(SearchQuestion question) {
    Map<Facet, Query> filters = new EnumMap<>(Facet.class);
    if (!question.categories().isEmpty()) {
      List<FieldValue> wanted = question.categories().stream().map(FieldValue::of).toList();
      filters.put(
          Facet.CATEGORY,
          Query.of(it -> it.terms(t -> t.field("category").terms(v -> v.value(wanted)))));
    }
    question.available().ifPresent(wanted -> filters.put(Facet.AVAILABLE, term("inStock", wanted)));
    if (question.minPrice().isPresent() || question.maxPrice().isPresent()) {
      long least = question.minPrice().orElse(0);
      long most = question.maxPrice().orElse(Long.MAX_VALUE);
      filters.put(
          Facet.PRICE,
          Query.of(it ->
              it.range(range ->
                  range.term(term ->
                      term.field("priceMinor")
                          .gte(String.valueOf(least))
                          .lte(String.valueOf(most))))));
    }
    return filters;
  }

  private static Aggregation counting(Facet facet, Map<Facet, Query> filters) {
    List<Query> others =
        filters.entrySet().stream()
            .filter(it -> it.getKey() != facet)
            .map(Map.Entry::getValue)
            .toList();
    return Aggregation.of(it ->
        it.filter(all(others))
            .aggregations(
                "count",
                count ->
                    switch (facet) {
                      case CATEGORY -> count.terms(t -> t.field("category").size(MOST_CATEGORIES));
                      case AVAILABLE -> count.terms(t -> t.field("inStock"));
                      case PRICE ->
                          count.range(range -> range.field("priceMinor").ranges(priceRanges()));
                    }));
  }

  private static List<AggregationRange> priceRanges() {
    List<AggregationRange> ranges = new ArrayList<>();
    for (int i = 0; i < PRICES.length; i++) {
      double from = PRICES[i];
      Double to = i + 1 < PRICES.length ? PRICES[i + 1] : null;
      ranges.add(AggregationRange.of(it -> it.from(from).to(to)));
    }
    return ranges;
  }

  private static List<SortOptions> sort(String sort) {
    SortOptions last = field("sku.exact", SortOrder.Asc);
    return switch (sort) {
      case "price" -> List.of(field("priceMinor", SortOrder.Asc), last);
      case "-price" -> List.of(field("priceMinor", SortOrder.Desc), last);
      case "name" -> List.of(field("name.sort", SortOrder.Asc), last);
      default -> List.of(SortOptions.of(it -> it.score(s -> s.order(SortOrder.Desc))), last);
    };
  }

  private static SortOptions field(String name, SortOrder order) {
    return SortOptions.of(it -> it.field(f -> f.field(name).order(order)));
  }

  private static Query term(String field, boolean value) {
    return Query.of(it -> it.term(t -> t.field(field).value(value)));
  }

  private static Query all(Collection<Query> queries) {
    return Query.of(it -> it.bool(bool -> bool.filter(List.copyOf(queries))));
  }
}

package io.daybook.esnode.search;

import java.io.IOException;
import java.io.StringReader;
import java.text.ParseException;
import java.util.List;
import java.util.function.Function;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.synonym.SolrSynonymParser;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexService.IndexCreationContext;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.CustomAnalyzer;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;

/// The filter `synonym_graph` with rules in Solr's format, inline (`synonyms`) or from a file
/// (`synonyms_path`). The rules pass through the filters in front of this one, so that a rule says
/// `sofas` and means whatever the text has become by then.
final class Synonyms extends AbstractTokenFilterFactory {

  private final List<String> rules;
  private final boolean expand;
  private final boolean lenient;

  Synonyms(String name, Environment environment, Settings settings) {
    super(name);
    var given = Analysis.getWordList(environment, settings, "synonyms");
    if (given == null) {
      throw new IllegalArgumentException(
          "The filter [%s] needs `synonyms` or `synonyms_path`".formatted(name));
    }
    rules = given;
    expand = settings.getAsBoolean("expand", true);
    lenient = settings.getAsBoolean("lenient", false);
  }

  @Override
  public TokenStream create(TokenStream in) {
    throw new IllegalStateException("Synonyms have to be read through the filters before them");
  }

  @Override
  public TokenFilterFactory getChainAwareTokenFilterFactory(
      IndexCreationContext context,
      TokenizerFactory tokenizer,
      List<CharFilterFactory> charFilters,
      List<TokenFilterFactory> filtersBefore,
      Function<String, TokenFilterFactory> allFilters) {
    var reader =
        new CustomAnalyzer(
            tokenizer,
            charFilters.toArray(CharFilterFactory[]::new),
            filtersBefore.stream()
                .map(TokenFilterFactory::getSynonymFilter)
                .toArray(TokenFilterFactory[]::new));
    return new Prepared(name(), read(reader));
  }

  private SynonymMap read(Analyzer reader) {
    var parser = new SolrSynonymParser(true, expand, reader);
    try {
      for (var rule : rules) {
        add(rule, parser);
      }
      return parser.build();
    } catch (IOException | ParseException e) {
      throw new IllegalArgumentException(
          "The synonyms of [%s] cannot be read: %s".formatted(name(), e.getMessage()), e);
    }
  }

  private void add(String rule, SolrSynonymParser parser) throws IOException, ParseException {
    try {
      parser.parse(new StringReader(rule));
    } catch (ParseException | IllegalArgumentException e) {
      if (!lenient) {
        throw e;
      }
    }
  }

  /// The filter with its rules read.
  private record Prepared(String name, SynonymMap synonyms) implements TokenFilterFactory {

    @Override
    public TokenStream create(TokenStream in) {
      // A map without rules has no automaton, and the filter refuses it.
      return synonyms.fst == null ? in : new SynonymGraphFilter(in, synonyms, false);
    }

    @Override
    public TokenFilterFactory getSynonymFilter() {
      return IDENTITY_FILTER;
    }
  }
}

package io.daybook.esnode.search;

import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.miscellaneous.TrimFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;

/// The token filters that an index may configure, by type.
final class TokenFilters {

  private TokenFilters() {}

  static Map<String, AnalysisProvider<TokenFilterFactory>> byName() {
    return Map.ofEntries(
        Map.entry("lowercase", normalizing(_ -> LowerCaseFilter::new)),
        Map.entry("asciifolding", normalizing(TokenFilters::folding)),
        Map.entry("trim", normalizing(_ -> TrimFilter::new)),
        Map.entry("remove_duplicates", changing(_ -> RemoveDuplicatesTokenFilter::new)),
        Map.entry("edge_ngram", changing(TokenFilters::beginnings)),
        Map.entry("porter_stem", changing(_ -> PorterStemFilter::new)),
        Map.entry("kstem", changing(_ -> KStemFilter::new)),
        Map.entry("stemmer", changing(Stemmers::from)),
        Map.entry("word_delimiter_graph", changing(WordDelimiter::from)),
        Map.entry(
            "synonym_graph",
            AnalysisPlugin.requiresAnalysisSettings(
                (_, environment, name, settings) -> new Synonyms(name, environment, settings))));
  }

  private static UnaryOperator<TokenStream> folding(Settings settings) {
    var original = settings.getAsBoolean("preserve_original", false);
    return in -> new ASCIIFoldingFilter(in, original);
  }

  private static UnaryOperator<TokenStream> beginnings(Settings settings) {
    var shortest = settings.getAsInt("min_gram", 1);
    var longest = settings.getAsInt("max_gram", 2);
    var original = settings.getAsBoolean("preserve_original", false);
    return in -> new EdgeNGramTokenFilter(in, shortest, longest, original);
  }

  private static AnalysisProvider<TokenFilterFactory> changing(
      Function<Settings, UnaryOperator<TokenStream>> configured) {
    return (_, _, name, settings) -> new Changing(name, configured.apply(settings));
  }

  private static AnalysisProvider<TokenFilterFactory> normalizing(
      Function<Settings, UnaryOperator<TokenStream>> configured) {
    return (_, _, name, settings) -> new Normalizing(name, configured.apply(settings));
  }

  /// A filter that may change the meaning of a token or the number of tokens.
  private static class Changing extends AbstractTokenFilterFactory {

    private final UnaryOperator<TokenStream> filter;

    Changing(String name, UnaryOperator<TokenStream> filter) {
      super(name);
      this.filter = filter;
    }

    @Override
    public TokenStream create(TokenStream in) {
      return filter.apply(in);
    }
  }

  /// A filter that works letter by letter: it may stand in a normalizer of keyword fields.
  private static final class Normalizing extends Changing implements NormalizingTokenFilterFactory {

    Normalizing(String name, UnaryOperator<TokenStream> filter) {
      super(name, filter);
    }
  }
}

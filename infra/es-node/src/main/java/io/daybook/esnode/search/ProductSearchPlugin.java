package io.daybook.esnode.search;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.LetterTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.miscellaneous.TrimFilter;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.index.analysis.AbstractIndexAnalyzerProvider;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.AnalyzerProvider;
import org.elasticsearch.index.analysis.PreConfiguredCharFilter;
import org.elasticsearch.index.analysis.PreConfiguredTokenFilter;
import org.elasticsearch.index.analysis.PreConfiguredTokenizer;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.ActionPlugin;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.rest.RestHandler;

/// Registers what a product search needs and the bare server lacks. Everything has the name, the
/// settings and the defaults that it has in a full Elasticsearch; Lucene does the work.
public final class ProductSearchPlugin extends Plugin implements AnalysisPlugin, ActionPlugin {

  private final RootEndpoint root = new RootEndpoint();

  public ProductSearchPlugin() {}

  @Override
  public Collection<?> createComponents(PluginServices services) {
    ClusterService cluster = services.clusterService();
    root.answerFor(cluster);
    return List.of();
  }

  @Override
  public Collection<RestHandler> getRestHandlers(
      RestHandlersServices services,
      Supplier<DiscoveryNodes> nodes,
      Predicate<NodeFeature> features) {
    return List.of(root);
  }

  @Override
  public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
    return TokenFilters.byName();
  }

  @Override
  public List<PreConfiguredTokenFilter> getPreConfiguredTokenFilters() {
    return List.of(
        PreConfiguredTokenFilter.singleton("asciifolding", true, ASCIIFoldingFilter::new),
        PreConfiguredTokenFilter.singleton("trim", true, TrimFilter::new),
        PreConfiguredTokenFilter.singleton("porter_stem", false, PorterStemFilter::new),
        PreConfiguredTokenFilter.singleton("kstem", false, KStemFilter::new),
        PreConfiguredTokenFilter.singleton(
            "remove_duplicates", false, RemoveDuplicatesTokenFilter::new),
        // Splitting changes the number of tokens, which synonym rules could not follow.
        PreConfiguredTokenFilter.singleton(
            "word_delimiter_graph",
            false,
            false,
            in -> WordDelimiter.from(Settings.EMPTY).apply(in)),
        PreConfiguredTokenFilter.singleton(
            "stop", false, in -> new StopFilter(in, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET)));
  }

  @Override
  public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
    return Map.of(
        "keyword", tokenizer(_ -> KeywordTokenizer::new),
        "whitespace", tokenizer(_ -> WhitespaceTokenizer::new),
        "letter", tokenizer(_ -> LetterTokenizer::new));
  }

  @Override
  public List<PreConfiguredTokenizer> getPreConfiguredTokenizers() {
    return List.of(
        PreConfiguredTokenizer.singleton("keyword", KeywordTokenizer::new),
        PreConfiguredTokenizer.singleton("whitespace", WhitespaceTokenizer::new),
        PreConfiguredTokenizer.singleton("letter", LetterTokenizer::new));
  }

  @Override
  public List<PreConfiguredCharFilter> getPreConfiguredCharFilters() {
    return List.of(
        PreConfiguredCharFilter.singleton("html_strip", false, HTMLStripCharFilter::new));
  }

  @Override
  public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
    return Map.of(
        "english", (_, environment, name, settings) -> new English(name, environment, settings));
  }

  private static AnalysisProvider<TokenizerFactory> tokenizer(
      Function<Settings, Supplier<Tokenizer>> configured) {
    return (_, _, name, settings) -> TokenizerFactory.newFactory(name, configured.apply(settings));
  }

  /// The analyzer `english` with `stopwords` and `stem_exclusion`.
  private static final class English extends AbstractIndexAnalyzerProvider<Analyzer> {

    private final Analyzer analyzer;

    English(String name, Environment environment, Settings settings) {
      super(name);
      analyzer =
          new EnglishAnalyzer(
              Analysis.parseStopWords(environment, settings, EnglishAnalyzer.getDefaultStopSet()),
              Analysis.parseStemExclusion(settings, CharArraySet.EMPTY_SET));
    }

    @Override
    public Analyzer get() {
      return analyzer;
    }
  }
}

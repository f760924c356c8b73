package io.daybook.esnode.search;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.elasticsearch.common.settings.Settings;
import org.tartarus.snowball.ext.EnglishStemmer;

/// The languages of the filter `stemmer`: the ways to stem English.
final class Stemmers {

  private Stemmers() {}

  static UnaryOperator<TokenStream> from(Settings settings) {
    var language = settings.get("language", settings.get("name", "english"));
    return switch (language.toLowerCase(Locale.ROOT)) {
      case "english", "porter" -> PorterStemFilter::new;
      case "light_english", "lightenglish", "kstem" -> KStemFilter::new;
      case "minimal_english", "minimalenglish" -> EnglishMinimalStemFilter::new;
      case "possessive_english", "possessiveenglish" -> EnglishPossessiveFilter::new;
      case "porter2" -> in -> new SnowballFilter(in, new EnglishStemmer());
      default ->
          throw new IllegalArgumentException(
              "The embedded node stems English only, not [%s]".formatted(language));
    };
  }
}

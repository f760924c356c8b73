package io.daybook.catalog.projection;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// How products are found.
///
/// @param synonyms the shop's own file of synonyms in Solr's format, instead of the one that comes
///   with Daybook; a changed file builds a new index at the next start
@ConfigurationProperties("daybook.catalog")
public record CatalogSettings(Optional<Path> synonyms) {}

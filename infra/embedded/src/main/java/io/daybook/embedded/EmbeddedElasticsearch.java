package io.daybook.embedded;

import java.net.URI;
import java.nio.file.Path;

/// A real Elasticsearch node, whose life [EmbeddedNode] tells. What it acknowledged survives a
/// kill. Nobody is asked for a password.
public final class EmbeddedElasticsearch extends EmbeddedNode {

  private EmbeddedElasticsearch(ChildNode node) {
    super(node);
  }

  /// Starts on a directory that is kept.
  ///
  /// @param directory made if missing; belongs to the node alone
  /// @throws EmbeddedServerException with a plain sentence: port in use, disk full, directory in
  ///   use, not built yet, or anything else with the end of the node's log
  public static EmbeddedElasticsearch start(Path directory, ElasticsearchSettings settings) {
    return new EmbeddedElasticsearch(ChildNode.start(settings, directory));
  }

  /// As [#start(Path, ElasticsearchSettings)].
  ///
  /// @param port to listen on, 0 for any free one
  public static EmbeddedElasticsearch start(Path directory, int port) {
    return start(directory, ElasticsearchSettings.defaults().withPort(port));
  }

  /// Starts an empty node on a free port; its directory is deleted at [#close].
  public static EmbeddedElasticsearch startTemporary() {
    return startTemporary(ElasticsearchSettings.defaults());
  }

  /// As [#startTemporary()], otherwise set.
  public static EmbeddedElasticsearch startTemporary(ElasticsearchSettings settings) {
    return new EmbeddedElasticsearch(ChildNode.startTemporary(settings, "daybook-elasticsearch-"));
  }

  /// Where its HTTP API is.
  public URI uri() {
    return URI.create("http://" + address());
  }
}

package io.daybook.esnode.search;

import java.util.List;
import org.apache.lucene.util.Version;
import org.elasticsearch.Build;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;
import org.elasticsearch.xcontent.XContentBuilder;
import org.jspecify.annotations.Nullable;

/// `GET /`: who is there, and in which version. Clients ask this first.
final class RootEndpoint extends BaseRestHandler {

  private volatile @Nullable ClusterService cluster;

  void answerFor(ClusterService known) {
    cluster = known;
  }

  @Override
  public String getName() {
    return "daybook_root";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(RestRequest.Method.GET, "/"), new Route(RestRequest.Method.HEAD, "/"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    return channel -> {
      try (var body = channel.newBuilder()) {
        channel.sendResponse(new RestResponse(RestStatus.OK, describe(body)));
      }
    };
  }

  private XContentBuilder describe(XContentBuilder body) throws java.io.IOException {
    body.prettyPrint().startObject();
    var known = cluster;
    if (known != null) {
      body.field("name", known.getNodeName());
      body.field("cluster_name", known.getClusterName().value());
      body.field("cluster_uuid", known.state().metadata().clusterUUID());
    }
    var build = Build.current();
    body.startObject("version");
    body.field("number", build.qualifiedVersion());
    body.field("build_flavor", build.flavor());
    body.field("build_type", build.type().displayName());
    body.field("build_hash", build.hash());
    body.field("build_date", build.date());
    body.field("build_snapshot", build.isSnapshot());
    body.field("lucene_version", Version.LATEST.toString());
    body.field("minimum_wire_compatibility_version", build.minWireCompatVersion());
    body.field("minimum_index_compatibility_version", build.minIndexCompatVersion());
    body.endObject();
    body.field("tagline", "You Know, for Search");
    return body.endObject();
  }
}

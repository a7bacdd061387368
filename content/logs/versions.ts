/** Versions of what the log store runs besides its charts. */

/**
 * Version of Elasticsearch, Kibana, Logstash and Filebeat: they are one release. elastic/elasticsearch, tag v9.5.6; ECK 3.5.0 takes every 9.x
 * (its `pkg/controller/elasticsearch/version/supported_versions.go`).
 */
export const elasticVersion = "9.5.6";

/**
 * The first version whose S3 repositories read the token of EKS Pod Identity (elastic/elasticsearch#151614; Elastic's documentation of S3
 * repositories: "generally available in 9.6"). Before it, roles come by IAM roles for service accounts.
 */
const POD_IDENTITY_SINCE = [9, 6] as const;

/** How Elasticsearch of a version takes a role in AWS for its snapshots. */
export function snapshotCredentials(version: string): "pod-identity" | "web-identity" {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [needsMajor, needsMinor] = POD_IDENTITY_SINCE;
  return major > needsMajor || (major === needsMajor && minor >= needsMinor)
    ? "pod-identity"
    : "web-identity";
}

/**
 * What runs the bootstrap script: Node.js, without anything else. Node.js 24 is maintained until 2028-04-30 (nodejs/Release, "Release
 * schedule"). The public copy of Docker's official images, which asks for no account.
 */
export const scriptImage = "public.ecr.aws/docker/library/node:24.11.0-alpine3.22";

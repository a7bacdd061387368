// What a log pipeline reads: new files of a bucket, findings, and who asked what of a cluster.
import { ClusterAuditStream } from "../../components/audit/cluster-audit-stream";
import { BucketFeed } from "../../components/audit/bucket-feed";
import { FindingsFeed } from "../../components/audit/findings-feed";
import { DataKey } from "../../components/encryption/data-key";
import { ReplicatedBucket } from "../../components/storage/replicated-bucket";
import { bucketPair } from "../../content/buckets";
import { announcedFolders, securityLogFolders } from "../../content/security-logs";

const scope = { organization: "acme", environment: "staging", region: "us-east-1" };
const shared = { scope, account: "111122223333", lifetime: "temporary" } as const;
const [bucketName] = bucketPair(scope, "security-logs");

const { arn: keyArn } = new DataKey("audit-key", {
  ...shared,
  dataClass: "audit",
  uses: { s3: true, queues: true, streams: true, events: true, announcingBuckets: [bucketName] },
});
const bucket = new ReplicatedBucket("security-logs", {
  ...shared,
  purpose: "security-logs",
  recordClasses: ["pci-audit"],
  dataClass: "audit",
  keyArn,
  replicaRegion: "us-west-2",
});
new ClusterAuditStream("cluster-audit", {
  ...shared,
  logGroup: "/aws/eks/acme/cluster",
  bucketName,
  bucketArn: bucket.arn,
  folder: securityLogFolders.clusterAudit,
  keyArn,
});
new BucketFeed("security-logs-feed", {
  ...shared,
  purpose: "security-logs",
  bucketName,
  bucket: bucket.bucketName,
  folders: announcedFolders,
  keyArn,
});
new FindingsFeed("findings-feed", { ...shared, purpose: "findings", keyArn });

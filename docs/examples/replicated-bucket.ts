// Books and records: locked for six years, here and in a second region, with a log of who read them in each.
import { DataKey } from "../../components/encryption/data-key";
import { AccessLogBucket } from "../../components/storage/access-log-bucket";
import { ReplicatedBucket } from "../../components/storage/replicated-bucket";
import { bucketPair } from "../../content/buckets";

const scope = { organization: "acme", environment: "staging", region: "eu-west-1" };
const shared = { scope, account: "111122223333", lifetime: "permanent" } as const;
const [source, copy] = bucketPair(scope, "records");

const key = new DataKey("audit-key", { ...shared, dataClass: "audit", uses: { s3: true } });
const here = new AccessLogBucket("access-logs", { ...shared, purpose: "access-logs", sources: [source] });
const there = new AccessLogBucket("access-logs-copy", {
  ...shared,
  purpose: "access-logs-copy",
  sources: [copy],
  region: "eu-central-1",
});
new ReplicatedBucket("records", {
  ...shared,
  purpose: "records",
  recordClasses: ["sec-17a4-a", "finra-4511"],
  dataClass: "audit",
  keyArn: key.arn,
  replicaRegion: "eu-central-1",
  accessLogs: { source: here, copy: there },
});

// A trail over all regions of an account, with every read and write in one bucket of records.
import { AuditTrail, auditTrailArn, trailLogGroup } from "../../components/audit/audit-trail";
import { DataKey } from "../../components/encryption/data-key";
import { ReplicatedBucket } from "../../components/storage/replicated-bucket";
import { bucketPair } from "../../content/buckets";

const scope = { organization: "acme", environment: "staging", region: "us-east-1" };
const account = "111122223333";
const shared = { scope, account, lifetime: "temporary" } as const;
const trailArn = auditTrailArn(scope, account, "audit");

const key = new DataKey("audit-key", {
  ...shared,
  dataClass: "audit",
  uses: { s3: true, trails: [trailArn], logGroups: [trailLogGroup(scope, "audit")] },
});
const bucket = new ReplicatedBucket("trail", {
  ...shared,
  purpose: "trail",
  recordClasses: ["pci-audit"],
  lock: "minimum", // takes effect with the lifetime "permanent"
  dataClass: "audit",
  keyArn: key.arn,
  replicaRegion: "us-west-2",
  deliveries: [{ service: "trail", trailArn }],
});
new AuditTrail("audit", {
  ...shared,
  purpose: "audit",
  managementEvents: true,
  watchedBuckets: ["acme-staging-us-east-1-records"],
  bucket: { bucketName: bucket.bucketName, names: bucketPair(scope, "trail"), open: bucket.open },
  keyArn: key.arn,
});

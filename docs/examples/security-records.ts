// One region of an account: every change recorded, threats found, the state judged, and what is open to others named.
import { ConfigRecorder } from "../../components/audit/config-recorder";
import { ExternalAccess } from "../../components/audit/external-access";
import { SecurityPosture } from "../../components/audit/security-posture";
import { ThreatDetection } from "../../components/audit/threat-detection";
import { DataKey } from "../../components/encryption/data-key";
import { ReplicatedBucket } from "../../components/storage/replicated-bucket";

const scope = { organization: "acme", environment: "staging", region: "us-east-1" };
const shared = { scope, account: "111122223333", lifetime: "temporary" } as const;

const { arn: keyArn } = new DataKey("audit-key", {
  ...shared,
  dataClass: "audit",
  uses: { s3: true, deliveries: ["config", "guardduty"] },
});
const { bucketName, arn, open } = new ReplicatedBucket("security-logs", {
  ...shared,
  purpose: "security-logs",
  recordClasses: ["pci-audit"],
  dataClass: "audit",
  keyArn,
  replicaRegion: "us-west-2",
  deliveries: [
    { service: "config", prefix: "config" },
    { service: "guardduty", prefix: "guardduty" },
  ],
});
const target = { bucketOpen: open, keyArn };
const config = new ConfigRecorder("config", {
  ...shared,
  ...target,
  makesRole: true,
  bucketName,
  folder: "config",
});
new ThreatDetection("guardduty", { ...target, bucketArn: arn, folder: "guardduty" });
new SecurityPosture("security-hub", { region: scope.region }, { dependsOn: [config.on] });
new ExternalAccess("external-access", { scope });

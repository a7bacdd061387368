import { namesCustomerKey } from "../../evaluation/customer-keys";
import { notApplicable, undetermined } from "../../evaluation/outcome";
import type { ResourceRule } from "../../evaluation/rule";

const usesCustomerKey = namesCustomerKey("kmsKeyId");

export const databasesUseCustomerKeys: ResourceRule = {
  id: "ENC-RDS-02",
  slug: "rds-storage-uses-customer-managed-keys",
  title: "RDS clusters and instances use a CMK",
  severity: "low",
  scope: "resource",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set kmsKeyId to a key of your own when the database is made: its key cannot be changed afterwards.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html",
  check(resource) {
    const key = usesCustomerKey(resource);
    if (key.kind !== "violation" || key.reason !== "no-key") return key;
    // Within a region a replica takes the key of its source; across regions RDS asks for one.
    const source = resource.inputs.at("replicateSourceDb").filledText();
    if (source.state === "unknown") return undetermined(source);
    return source.state === "value"
      ? notApplicable("it takes the key of its source ('replicateSourceDb')")
      : key;
  },
};

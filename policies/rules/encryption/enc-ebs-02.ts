import { namesCustomerKey } from "../../evaluation/customer-keys";
import { violation } from "../../evaluation/outcome";
import { orDefault } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const PROPERTY = "kmsKeyId";

export const volumesUseCustomerKeys: ResourceRule = {
  id: "ENC-EBS-02",
  slug: "ebs-volumes-use-customer-managed-keys",
  title: "EBS volumes and snapshot copies use a customer-managed key",
  severity: "medium",
  scope: "resource",
  types: ["aws:ebs/volume:Volume", "aws:ebs/snapshotCopy:SnapshotCopy"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2", "3.7.1"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set encrypted to true and kmsKeyId to a key of your own.",
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  check(resource) {
    const key = namesCustomerKey(PROPERTY)(resource);
    const unnamed = key.kind === "violation" && key.reason === "no-key";
    const encrypted = orDefault(resource.inputs.at("encrypted").flag(), false);
    if (!unnamed || encrypted.state === "unknown" || encrypted.value) return key;
    return violation("unencrypted", {
      message:
        "neither 'encrypted' nor 'kmsKeyId' is set; encryption with a customer-managed key is required",
      fix: "set encrypted to true and kmsKeyId to the ARN of a key of your own",
      property: PROPERTY,
    });
  },
};

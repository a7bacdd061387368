import { judgeFlag } from "../../evaluation/flag";
import type { StackRule } from "../../evaluation/rule";

export const newVolumesAreEncrypted: StackRule = {
  id: "ENC-EBS-03",
  slug: "ebs-encryption-by-default",
  title: "EBS encryption by default is on per region",
  severity: "high",
  scope: "stack",
  types: ["aws:ebs/encryptionByDefault:EncryptionByDefault"],
  siblings: [],
  controls: {
    soc2: ["CC6.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set enabled to true, or leave it out.",
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
  check: (resource) =>
    judgeFlag(resource, {
      property: "enabled",
      reason: "off",
      otherwise: "volumes made in this region by whoever forgets to ask are not encrypted",
    }),
};

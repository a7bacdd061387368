import { namesCustomerKey } from "../../evaluation/customer-keys";
import type { ResourceRule } from "../../evaluation/rule";

export const fileSystemsUseCustomerKeys: ResourceRule = {
  id: "ENC-EFS-02",
  slug: "efs-file-systems-use-customer-managed-keys",
  title: "EFS file systems use a CMK",
  severity: "low",
  scope: "resource",
  types: ["aws:efs/fileSystem:FileSystem"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set kmsKeyId when the file system is made: its key cannot be changed afterwards.",
  url: "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
  check: namesCustomerKey("kmsKeyId"),
};

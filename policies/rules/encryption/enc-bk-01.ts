import { namesCustomerKey } from "../../evaluation/customer-keys";
import type { ResourceRule } from "../../evaluation/rule";

export const backupVaultsUseCustomerKeys: ResourceRule = {
  id: "ENC-BK-01",
  slug: "backup-vaults-use-customer-managed-keys",
  title: "Backup vaults are encrypted with a CMK",
  severity: "high",
  scope: "resource",
  types: ["aws:backup/vault:Vault"],
  controls: {
    soc2: ["CC6.1", "A1.2"],
    pci: ["3.5.1", "9.4.1"],
    gdpr: ["32(1)(a)", "32(1)(c)"],
    iso27001: ["A.8.24", "A.8.13"],
  },
  remediation: "Set kmsKeyArn when the vault is made: the key of one that exists cannot be changed.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",
  check: namesCustomerKey("kmsKeyArn"),
};

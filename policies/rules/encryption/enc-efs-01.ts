import { flagRule } from "../../evaluation/flag";

export const fileSystemsAreEncrypted = flagRule({
  id: "ENC-EFS-01",
  slug: "efs-file-systems-are-encrypted",
  title: "EFS file systems are encrypted",
  severity: "high",
  types: ["aws:efs/fileSystem:FileSystem"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set encrypted to true. An existing file system is replaced by that: copy its files with AWS DataSync.",
  url: "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
  demand: {
    property: "encrypted",
    reason: "unencrypted",
    otherwise: "files lie open on Amazon's disks",
  },
  byHand: true,
});

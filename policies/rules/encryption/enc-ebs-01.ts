import { flagRule } from "../../evaluation/flag";

export const volumesAreEncrypted = flagRule({
  id: "ENC-EBS-01",
  slug: "ebs-volumes-are-encrypted",
  title: "EBS volumes are encrypted",
  severity: "high",
  types: ["aws:ebs/volume:Volume"],
  controls: {
    soc2: ["CC6.1", "C1.1"],
    pci: ["3.5.1", "3.6.1.2"],
    gdpr: ["32(1)(a)", "5(1)(f)"],
    iso27001: ["A.8.24"],
  },
  remediation:
    "Set encrypted to true. An existing volume is replaced by that: make a snapshot first, and the new volume from an encrypted copy of it.",
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  demand: {
    property: "encrypted",
    reason: "unencrypted",
    otherwise: "the volume and its snapshots lie open on Amazon's disks",
  },
  byHand: true,
});

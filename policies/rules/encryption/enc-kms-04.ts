import { flagRule } from "../../evaluation/flag";

export const keysAreEnabled = flagRule({
  id: "ENC-KMS-04",
  slug: "kms-keys-are-enabled",
  title: "KMS keys in use are enabled",
  severity: "medium",
  types: ["aws:kms/key:Key"],
  controls: {
    soc2: ["CC6.1"],
    pci: ["3.7.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set isEnabled to true, or schedule the deletion of a key that is no longer used.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html",
  demand: {
    property: "isEnabled",
    reason: "disabled",
    otherwise: "nothing that the key encrypts can be read or written",
  },
  byHand: true,
});

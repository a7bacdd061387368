import { notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Unknown } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { Change, ResourceRule } from "../../evaluation/rule";
import { flagOf, numberOf, textOf } from "../../evaluation/stated";

/** Longest time that key material may serve before KMS makes new one: PCI DSS 3.7.4 asks for a cryptoperiod, a year is the usual one. */
const LONGEST_ROTATION_DAYS = 365;

/** The only kind of key that it can rotate. */
const SYMMETRIC = "SYMMETRIC_DEFAULT";

export const keysRotateYearly: ResourceRule = {
  id: "ENC-KMS-01",
  slug: "kms-keys-rotate",
  title: "KMS symmetric keys rotate yearly or faster",
  severity: "high",
  scope: "resource",
  types: ["aws:kms/key:Key"],
  controls: {
    soc2: ["CC6.1"],
    pci: ["3.7.4", "3.7.5"],
    gdpr: ["32(1)(a)"],
    iso27001: ["A.8.24"],
  },
  remediation: "Set enableKeyRotation to true, and rotationPeriodInDays to 365 or less where it is set.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
  check(key) {
    const rotation = flagOf(key, "enableKeyRotation");
    if (rotation.state === "unknown") return undetermined(rotation);
    const kind = kindOf(key);
    if (kind.rotates === "unknown") return undetermined(kind.unknown);
    if (kind.rotates === "yes") return rotation.value ? judgePeriod(key) : rotationOff();
    return rotation.value
      ? rotationUnsupported(kind.what)
      : notApplicable(`KMS cannot rotate ${kind.what}: it is replaced by hand`);
  },
  remediate(key) {
    if (kindOf(key).rotates === "no") return [{ at: ["enableKeyRotation"], value: false }];
    const slow = judgePeriod(key).kind === "violation";
    const period: Change = { at: ["rotationPeriodInDays"], value: LONGEST_ROTATION_DAYS };
    return [{ at: ["enableKeyRotation"], value: true }, ...(slow ? [period] : [])];
  },
};

type Kind =
  | { readonly rotates: "yes" }
  | { readonly rotates: "no"; readonly what: string }
  | { readonly rotates: "unknown"; readonly unknown: Unknown };

/** Whether KMS can rotate this kind of key: symmetric encryption keys whose material it made itself. */
function kindOf(key: Resource): Kind {
  const { inputs } = key;
  const spec = textOf(key, "customerMasterKeySpec");
  if (spec.state === "value" && spec.value !== SYMMETRIC) {
    return { rotates: "no", what: `a key of spec ${spec.value}` };
  }
  const stores = ["customKeyStoreId", "xksKeyId"].map((name) => inputs.at(name).filledText());
  if (stores.some(({ state }) => state === "value"))
    return { rotates: "no", what: "a key in a custom key store" };
  for (const read of [spec, ...stores])
    if (read.state === "unknown") return { rotates: "unknown", unknown: read };
  return { rotates: "yes" };
}

function rotationUnsupported(what: string): Outcome {
  return violation("rotation-unsupported", {
    message: `'enableKeyRotation' is true for ${what}, which KMS refuses; it rotates only symmetric keys whose material it made itself`,
    fix: "leave enableKeyRotation out and plan the key's replacement by hand, or make it a symmetric key",
    property: "enableKeyRotation",
  });
}

function rotationOff(): Outcome {
  return violation("rotation-off", {
    message: `'enableKeyRotation' is not true: the key would keep its material for ever; at most ${LONGEST_ROTATION_DAYS} days are allowed`,
    fix: "set enableKeyRotation to true",
    property: "enableKeyRotation",
  });
}

function judgePeriod(key: Resource): Outcome {
  const period = numberOf(key, "rotationPeriodInDays");
  if (period.state === "unknown") return undetermined(period);
  if (period.value <= LONGEST_ROTATION_DAYS) return pass;
  return violation("rotation-too-slow", {
    message: `'rotationPeriodInDays' is ${period.value}; at most ${LONGEST_ROTATION_DAYS} days are allowed`,
    fix: `set rotationPeriodInDays to ${LONGEST_ROTATION_DAYS} or less, or leave it out: KMS then takes ${LONGEST_ROTATION_DAYS}`,
    property: "rotationPeriodInDays",
  });
}

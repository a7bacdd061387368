import { flagChange, judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { judgeNumber, numberChange, type NumberDemand } from "../../evaluation/number";
import { allOf } from "../../evaluation/outcome";
import { orDefault } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";

const classDemands: readonly FlagDemand[] = [
  ["requireLowercaseCharacters", "lowercase", "lower case letters"],
  ["requireUppercaseCharacters", "uppercase", "upper case letters"],
  ["requireNumbers", "numbers", "digits"],
  ["requireSymbols", "symbols", "symbols"],
].map(([property = "", reason = "", what = ""]) => ({
  property,
  reason,
  otherwise: `passwords need no ${what}`,
}));

const lengthDemand: NumberDemand = {
  property: "minimumPasswordLength",
  atLeast: 14,
  unit: "characters",
  reason: "length",
  because: "CIS; 12 would do for PCI DSS 8.3.6",
};

const reuseDemand: NumberDemand = {
  property: "passwordReusePrevention",
  atLeast: 24,
  unit: "remembered passwords",
  reason: "reuse",
  because: "CIS; 4 would do for PCI DSS 8.3.7",
};

/** 0 is for ever. */
const ageDemand: NumberDemand = {
  property: "maxPasswordAge",
  atLeast: 1,
  atMost: 90,
  unit: "days",
  reason: "age",
  because: "PCI DSS 8.3.9, where a password is the only factor",
};

const numberDemands = [lengthDemand, reuseDemand, ageDemand];

export const passwordPolicyIsStrong: ResourceRule = {
  id: "ACC-IAM-11",
  slug: "password-policy-is-strong",
  title: "Account password policy meets PCI and CIS",
  severity: "medium",
  controls: {
    soc2: ["CC6.1"],
    pci: ["8.3.6", "8.3.7", "8.3.9"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.17"],
  },
  scope: "resource",
  types: ["aws:iam/accountPasswordPolicy:AccountPasswordPolicy"],
  remediation:
    "Ask for 14 characters of all four classes, remember 24 passwords, and let none grow older than 90 days.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
  check: (policy) =>
    allOf([
      judgeNumber(policy, lengthDemand),
      ...classDemands.map((demand) => judgeFlag(policy, demand)),
      judgeNumber(policy, reuseDemand),
      judgeNumber(policy, ageDemand),
    ]),
  remediate(policy) {
    const numbers = numberDemands.filter((demand) => judgeNumber(policy, demand).kind === "violation");
    const classes = classDemands.filter((demand) => judgeFlag(policy, demand).kind === "violation");
    return locksOut(policy) && numbers.includes(ageDemand)
      ? []
      : [...classes.map(flagChange), ...numbers.map(numberChange)];
  },
};

/** Whether whoever has an old password could not even change it any more, once there is an age. */
function locksOut({ inputs }: Resource): boolean {
  const hard = orDefault(inputs.at("hardExpiry").flag(), false);
  return hard.state === "unknown" || hard.value;
}

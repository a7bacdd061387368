import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";
import { judgeSwitch, type Switch } from "./setting-rule";

/** CIS asks for 14, PCI DSS 8.3.6 for 12. */
const SHORTEST = 14;
/** CIS asks for 24, PCI DSS 8.3.7 for 4. */
const FEWEST_REMEMBERED = 24;
/** PCI DSS 8.3.9, where a password is the only factor. */
const OLDEST_DAYS = 90;

/** What IAM takes where nothing is said. */
const DEFAULT_LENGTH = 6;

const CLASSES: readonly Switch[] = [
  ["requireLowercaseCharacters", "lowercase", "lower case letters"],
  ["requireUppercaseCharacters", "uppercase", "upper case letters"],
  ["requireNumbers", "numbers", "digits"],
  ["requireSymbols", "symbols", "symbols"],
].map(([name = "", reason = "", what = ""]) => ({
  path: [name],
  wanted: true,
  byDefault: false,
  reason,
  otherwise: `passwords need no ${what}`,
}));

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
  check: ({ inputs }) =>
    allOf([
      judgeNumber(inputs, {
        name: "minimumPasswordLength",
        byDefault: DEFAULT_LENGTH,
        complies: (length) => length >= SHORTEST,
        reason: "length",
        allowed: `at least ${SHORTEST} characters are required`,
        best: SHORTEST,
      }),
      ...CLASSES.map((one) => judgeSwitch(inputs, one)),
      judgeNumber(inputs, {
        name: "passwordReusePrevention",
        byDefault: 0,
        complies: (remembered) => remembered >= FEWEST_REMEMBERED,
        reason: "reuse",
        allowed: `at least ${FEWEST_REMEMBERED} passwords have to be remembered`,
        best: FEWEST_REMEMBERED,
      }),
      judgeNumber(inputs, {
        name: "maxPasswordAge",
        byDefault: 0,
        complies: (days) => days > 0 && days <= OLDEST_DAYS,
        reason: "age",
        allowed: `between 1 and ${OLDEST_DAYS} days are allowed, and 0 is for ever`,
        best: OLDEST_DAYS,
      }),
    ]),
};

interface NumberDemand {
  readonly name: string;
  readonly byDefault: number;
  readonly complies: (value: number) => boolean;
  readonly reason: string;
  readonly allowed: string;
  readonly best: number;
}

function judgeNumber(inputs: Reader, demand: NumberDemand): Outcome {
  const read = inputs.at(demand.name).number();
  const number = orDefault(read, demand.byDefault);
  if (number.state === "unknown") return undetermined(number);
  if (demand.complies(number.value)) return pass;
  const found = read.state === "absent" ? `missing, which is ${demand.byDefault}` : String(number.value);
  return violation(demand.reason, {
    message: `'${demand.name}' is ${found}; ${demand.allowed}`,
    fix: `set ${demand.name} to ${demand.best}`,
    property: demand.name,
  });
}

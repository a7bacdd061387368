import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import { judgedAlone } from "../../evaluation/setting";
import { CLASSIFICATION_TAG } from "../../evaluation/tags";
import type { Stack } from "../../evaluation/siblings";

const SECRET = "aws:secretsmanager/secret:Secret";
const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";

/** PCI DSS 8.3.9 and 8.6.3. */
const LONGEST_DAYS = 90;
/** Tags of a secret for which no rotator exists, such as a token of somebody else's service: who changes it, and how often. */
const ROTATED_BY = "pharos:rotated-by";
const ROTATION_DAYS = "pharos:rotation-days";
/** Classification of what everybody may know, such as a certificate: it opens nothing, and nobody is kept out by changing it. */
const PUBLIC = "public";

const REQUIRED = `every ${LONGEST_DAYS} days or more often is required`;

export const secretsRotate: StackRule = {
  id: "ACC-SM-01",
  slug: "secrets-rotate",
  title: "Secrets rotate within 90 days",
  severity: "high",
  controls: {
    soc2: ["CC6.1"],
    pci: ["8.3.9", "8.6.3", "3.7.4"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.5.17"],
  },
  scope: "stack",
  types: [SECRET, ROTATION],
  siblings: [],
  remediation: `Give the secret a SecretRotation with rotationRules.automaticallyAfterDays of ${LONGEST_DAYS} or less; where nothing but a person can change it, say so in its tags '${ROTATED_BY}' and '${ROTATION_DAYS}'. What is no credential says '${CLASSIFICATION_TAG}: ${PUBLIC}'.`,
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
  check(resource, stack) {
    if (resource.type === SECRET) return judgeSecret(resource, stack);
    return judgedAlone(resource, stack, ["secretId", SECRET], () =>
      judgeRules(resource.inputs.at("rotationRules")),
    );
  },
};

function judgeSecret(secret: Resource, stack: Stack): readonly Outcome[] {
  const { certain, doubts } = stack.children(secret, ROTATION, "secretId");
  if (certain.length > 0)
    return allOf(certain.map(({ inputs, urn }) => judgeRules(inputs.at("rotationRules"), urn)));
  // Versions of the provider before 6 had the rotation in the secret.
  const inline = secret.inputs.at("rotationRules");
  if (inline.state !== "absent") return [judgeRules(inline)];
  if (doubts.length > 0) return doubts.map(({ unknown, urn }) => undetermined(unknown, urn));
  return [judgePerson(secret)];
}

/** PCI DSS 8.3.9 and 8.6.3 ask for the change, not for a machine that makes it. A tag is a promise: the message says whose. */
function judgePerson({ inputs }: Resource): Outcome {
  const by = inputs.at("tags", ROTATED_BY).filledText();
  const days = inputs.at("tags", ROTATION_DAYS).number();
  const classification = inputs.at("tags", CLASSIFICATION_TAG).filledText();
  for (const read of [by, days, classification]) if (read.state === "unknown") return undetermined(read);
  if (by.state === "value" && days.state === "value") {
    if (days.value > 0 && days.value <= LONGEST_DAYS)
      return notApplicable(`its tags say that ${by.value} changes it every ${days.value} days`);
    return violation("too-slow", {
      message: `'tags.${ROTATION_DAYS}' is ${days.value}; a rotation ${REQUIRED}`,
      fix: `set tags.${ROTATION_DAYS} to ${LONGEST_DAYS} or less, and keep to it`,
      property: `tags.${ROTATION_DAYS}`,
    });
  }
  if (classification.state === "value" && classification.value === PUBLIC)
    return notApplicable(
      "its tags say that everybody may know what is in it: there is no credential to change",
    );
  return violation("no-rotation", {
    message: `no SecretRotation of this stack names the secret, so that it stays what it is for ever; a rotation ${REQUIRED}`,
    fix: `give the secret a SecretRotation with rotationRules.automaticallyAfterDays of ${LONGEST_DAYS} or less`,
  });
}

function judgeRules(rules: Reader, related?: string): Outcome {
  const days = rules.at("automaticallyAfterDays").number();
  const schedule = rules.at("scheduleExpression").filledText();
  if (days.state === "unknown") return undetermined(days, related);
  const period = days.state === "value" ? days.value : undefined;
  if (period === undefined && schedule.state === "unknown") return undetermined(schedule, related);
  const longest = period ?? (schedule.state === "value" ? longestOf(schedule.value) : undefined);
  if (longest !== undefined && longest > 0 && longest <= LONGEST_DAYS) return pass;
  const found =
    period !== undefined
      ? `'automaticallyAfterDays' is ${period}`
      : schedule.state === "value"
        ? `'scheduleExpression' is '${schedule.value}'`
        : "the rotation has no schedule";
  return violation("too-slow", {
    message: `${found}; a rotation ${REQUIRED}`,
    fix: `set rotationRules.automaticallyAfterDays to ${LONGEST_DAYS} or less`,
    property: rules.path,
    ...(related !== undefined && { related }),
  });
}

/** Longest time in days between two turns of a schedule; undefined for what is none. */
function longestOf(schedule: string): number | undefined {
  const [, number = "", unit = ""] = /^rate\((\d+) (hours?|days?)\)$/.exec(schedule.trim()) ?? [];
  if (number !== "") return Number(number) / (unit.startsWith("hour") ? 24 : 1);
  const [, months, years] = /^cron\(\S+ \S+ \S+ (\S+) \S+ (\S+)\)$/.exec(schedule.trim()) ?? [];
  return months === undefined || years !== "*" ? undefined : longestGap(months);
}

/** Days that a year has at most between the same day of two named months that follow each other. */
function longestGap(months: string): number | undefined {
  const MONTH_DAYS = 31;
  if (months === "*" || months === "?") return MONTH_DAYS;
  const [, step] = /^(?:\*|1)\/(\d+)$/.exec(months) ?? [];
  const named =
    step !== undefined
      ? Array.from({ length: 12 }, (_, index) => index + 1).filter(
          (month) => (month - 1) % Number(step) === 0,
        )
      : months.split(",").map(Number);
  if (named.length === 0 || named.some((month) => !Number.isInteger(month) || month < 1 || month > 12))
    return undefined;
  const gaps = named.map((month, index) => (named[index + 1] ?? (named[0] ?? 0) + 12) - month);
  return Math.max(...gaps) * MONTH_DAYS;
}

import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import {
  claimOf,
  LONGEST_KEPT,
  maximumOf,
  minimumOf,
  type Bound,
  type Claim,
} from "../../evaluation/record-class";
import type { ResourceRule } from "../../evaluation/rule";
import { NO_RECORDS_IN_TRIAL, unlessTrial } from "../../evaluation/trial";
import { planRulesOf, positive, type PlanRule } from "./backup-plans";

/** What a backup is kept at least, whatever it holds: five weeks, in which a monthly report finds what is wrong. */
const SHORTEST: Bound = {
  days: 35,
  source: "five weeks, so that what a monthly report finds can be restored",
};

/** AWS Backup charges and keeps cold backups for 90 days at least. */
const COLD_DAYS = 90;

export const plansKeepDailyBackups: ResourceRule = {
  id: "RET-BK-01",
  slug: "plans-keep-daily-backups",
  title: "Backup plan rules meet minimum frequency and retention",
  severity: "high",
  types: ["aws:backup/plan:Plan"],
  controls: {
    soc2: ["A1.2"],
    pci: ["12.10.1", "10.3.3"],
    gdpr: ["32(1)(c)"],
    iso27001: ["A.8.13"],
    sec17a4: ["17a-4(f)(2)(v)"],
  },
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html",
  remediation:
    "Give the plan a rule with a daily schedule whose lifecycle.deleteAfter is the record class' minimum or more, and 90 days more than coldStorageAfter.",
  scope: "resource",
  check(resource) {
    const claim = claimOf(resource, "plan", [LONGEST_KEPT]);
    if (claim.state === "unknown") return undetermined(claim);
    const rules = planRulesOf(resource.inputs);
    if (rules.state === "unknown") return undetermined(rules);
    const minimum = minimumFor(claim);
    const copies = copiesOf(rules.value);
    const kept = unlessTrial(
      resource,
      [judgePlan(rules.value, minimum), judgeCopies(rules.value, minimum)],
      NO_RECORDS_IN_TRIAL,
    );
    const maximum = claim.state === "classes" ? maximumOf(claim.classes) : undefined;
    return allOf([
      ...kept,
      ...rules.value.map(judgeCold),
      ...[...rules.value, ...copies].map((each) => judgeMaximum(each, maximum)),
    ]);
  },
};

function minimumFor(claim: Claim): Bound {
  if (claim.state !== "classes") return SHORTEST;
  const minimum = minimumOf(claim.classes);
  if (minimum.days <= SHORTEST.days) return SHORTEST;
  return claim.claimed ? minimum : { ...minimum, source: `${claim.because}, ${minimum.source}` };
}

/** One rule has to do both: back up every day, and keep what it makes. */
function judgePlan(rules: readonly PlanRule[], minimum: Bound): Outcome {
  const outcomes = rules.map((rule) => judgeRule(rule, minimum));
  const verdict =
    outcomes.find(({ kind }) => kind === "pass") ?? outcomes.find(({ kind }) => kind === "undetermined");
  if (verdict !== undefined) return verdict;
  const dated = Number.isFinite(minimum.days);
  const time = dated ? `at least ${minimum.days} days` : "without an end";
  return violation(
    rules.some(({ daily }) => daily.state === "value" && daily.value) ? "too-short" : "not-daily",
    {
      message: `no rule of the plan makes a backup every day and keeps it ${time} (${minimum.source})`,
      fix: `give a rule a schedule such as cron(0 5 * * ? *), and ${dated ? `lifecycle.deleteAfter ${minimum.days} or more` : "no lifecycle.deleteAfter"}`,
      property: "rules",
    },
  );
}

function judgeRule({ daily, deleteAfter, path }: PlanRule, minimum: Bound): Outcome {
  const no = violation("not-enough", { message: path, fix: path });
  if (daily.state === "value" && !daily.value) return no;
  if (deleteAfter.state === "value" && deleteAfter.value < minimum.days) return no;
  for (const read of [daily, deleteAfter]) if (read.state === "unknown") return undetermined(read);
  return pass;
}

/** How long a copy is kept. */
type Copy = Pick<PlanRule, "path" | "deleteAfter">;

function copiesOf(rules: readonly PlanRule[]): readonly Copy[] {
  return rules.flatMap(({ copies }) =>
    copies.state !== "value"
      ? []
      : copies.value.map((copy) => ({
          path: copy.path,
          deleteAfter: positive(copy.at("lifecycle", "deleteAfter").number()),
        })),
  );
}

/** A copy that is gone before what it is a copy of restores nothing. Whether there is one is another rule's business. */
function judgeCopies(rules: readonly PlanRule[], minimum: Bound): Outcome {
  const copies = copiesOf(rules);
  const reads = copies.map(({ deleteAfter }) => deleteAfter);
  if (reads.some((read) => read.state === "absent" || (read.state === "value" && read.value >= minimum.days)))
    return pass;
  for (const read of [...reads, ...rules.map((rule) => rule.copies)])
    if (read.state === "unknown") return undetermined(read);
  if (copies.length === 0) return pass;
  const longest = Math.max(...reads.map((read) => (read.state === "value" ? read.value : 0)));
  const dated = Number.isFinite(minimum.days);
  return violation("copy-too-short", {
    message: `copies of backups are deleted after ${longest} days; ${dated ? `at least ${minimum.days} days are required` : "nothing may delete them"} (${minimum.source})`,
    fix: dated
      ? `set lifecycle.deleteAfter of a copy action to ${minimum.days} or more`
      : "take lifecycle.deleteAfter out of a copy action",
    property: `${copies[0]!.path}.lifecycle.deleteAfter`,
  });
}

function judgeCold({ coldAfter, deleteAfter, path }: PlanRule): Outcome {
  if (coldAfter.state === "absent" || deleteAfter.state === "absent") return pass;
  for (const read of [coldAfter, deleteAfter]) if (read.state === "unknown") return undetermined(read);
  if (coldAfter.state !== "value" || deleteAfter.state !== "value") return pass;
  if (coldAfter.value + COLD_DAYS <= deleteAfter.value) return pass;
  return violation("cold-too-short", {
    message: `backups move to cold storage after ${coldAfter.value} days and are deleted after ${deleteAfter.value}; AWS Backup refuses less than ${COLD_DAYS} days in cold storage`,
    fix: `set deleteAfter to ${coldAfter.value + COLD_DAYS} or more, or take coldStorageAfter out`,
    property: `${path}.lifecycle.deleteAfter`,
  });
}

function judgeMaximum({ deleteAfter, path }: Copy, maximum: Bound | undefined): Outcome {
  if (maximum === undefined) return pass;
  if (deleteAfter.state === "unknown") return undetermined(deleteAfter);
  if (deleteAfter.state === "value" && deleteAfter.value <= maximum.days) return pass;
  return violation("too-long", {
    message: `backups are ${deleteAfter.state === "absent" ? "never deleted" : `deleted after ${deleteAfter.value} days`}; at most ${maximum.days} days are allowed (${maximum.source})`,
    fix: `set deleteAfter to ${maximum.days} or less`,
    property: `${path}.lifecycle.deleteAfter`,
  });
}

import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { defaultOf } from "../../evaluation/provider-defaults";
import { orDefault, type Read } from "../../evaluation/reader";
import {
  claimOf,
  HOLDS_NO_RECORDS,
  maximumOf,
  minimumOf,
  unclassified,
  type Classes,
} from "../../evaluation/record-class";
import type { StackRule } from "../../evaluation/rule";
import { judgedAlone, settingsOf } from "../../evaluation/setting";
import { NO_RECORDS_IN_TRIAL, unlessTrial } from "../../evaluation/trial";

const WORKSPACE = "aws:amp/workspace:Workspace";
const CONFIGURATION = "aws:amp/workspaceConfiguration:WorkspaceConfiguration";

const PERIOD = "retentionPeriodInDays";

const DEFAULT_DAYS = Number(defaultOf(CONFIGURATION, PERIOD));

/** What a workspace may hold that does not say what it holds: figures that audits rest on. */
const CLASSES = ["pci-audit"] as const;

export const workspacesKeepTheLaw: StackRule = {
  id: "RET-AMP-01",
  slug: "workspaces-keep-the-law",
  title: "Managed Prometheus retention matches the class",
  severity: "medium",
  types: ["aws:amp/workspaceConfiguration:WorkspaceConfiguration", "aws:amp/workspace:Workspace"],
  controls: {
    soc2: ["CC7.2", "C1.2"],
    pci: ["10.5.1"],
    gdpr: ["5(1)(e)"],
    iso27001: ["A.8.15", "A.8.10"],
  },
  url: "https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-workspace-configuration.html",
  remediation:
    "Give the workspace a WorkspaceConfiguration with retentionPeriodInDays between the minimum and the maximum of its record class.",
  scope: "stack",
  siblings: [],
  check(resource, stack) {
    if (resource.type !== WORKSPACE) {
      const claim = unclassified(
        "its workspace is not in this stack, so that what it may hold counts",
        CLASSES,
      );
      return judgedAlone(resource, stack, ["workspaceId", WORKSPACE], () =>
        judgePeriod(resource.inputs.at(PERIOD).number(), claim),
      );
    }
    const claim = claimOf(resource, "workspace", CLASSES);
    if (claim.state === "unknown") return undetermined(claim);
    if (claim.state === "no-records") return notApplicable(HOLDS_NO_RECORDS);
    const { found, doubts } = settingsOf(resource, stack, {
      sibling: CONFIGURATION,
      property: "workspaceId",
    });
    const outcomes =
      found.length > 0
        ? found.map(({ at, related }) => judgePeriod(at.at(PERIOD).number(), claim, related))
        : doubts.length > 0
          ? doubts
          : [judgePeriod({ state: "absent" }, claim)];
    const tooLong = outcomes.some((outcome) => outcome.kind === "violation" && outcome.reason === "too-long");
    return tooLong ? allOf(outcomes) : unlessTrial(resource, allOf(outcomes), NO_RECORDS_IN_TRIAL);
  },
};

function judgePeriod(read: Read<number>, claim: Classes, related?: string): Outcome {
  const period = orDefault(read, DEFAULT_DAYS);
  if (period.state === "unknown") return undetermined(period, related);
  const minimum = minimumOf(claim.classes);
  const maximum = maximumOf(claim.classes);
  const found = read.state === "absent" ? `not set, which means ${DEFAULT_DAYS}` : String(period.value);
  const at = { property: PERIOD, ...(related !== undefined && { related }) };
  if (period.value < minimum.days) {
    const dated = Number.isFinite(minimum.days);
    const source = claim.claimed ? minimum.source : `${claim.because}, ${minimum.source}`;
    return violation("too-short", {
      message: `'${PERIOD}' is ${found}; ${dated ? `at least ${minimum.days} days are` : "no end is"} required (${source})`,
      fix: dated
        ? `give the workspace a WorkspaceConfiguration with ${PERIOD} ${minimum.days} or more; what has to stay longer than three years belongs into a bucket`
        : "keep these records in a bucket with a legal hold: a workspace ends after three years",
      ...at,
    });
  }
  if (maximum !== undefined && period.value > maximum.days) {
    return violation("too-long", {
      message: `'${PERIOD}' is ${found}; at most ${maximum.days} days are allowed (${maximum.source})`,
      fix: `give the workspace a WorkspaceConfiguration with ${PERIOD} ${maximum.days} or less`,
      ...at,
    });
  }
  return pass;
}

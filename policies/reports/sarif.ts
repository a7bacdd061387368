import type { RuleDescription } from "../evaluation/results";
import type { Level, Severity } from "../evaluation/rule";
import { coverageOf } from "./coverage";
import { fingerprints } from "./fingerprint";
import {
  compare,
  nameOf,
  placedResults,
  rulesOf,
  weight,
  type JudgedStack,
  type Placed,
  type Report,
} from "./report";
import { controlToken } from "./control-token";

/** Where the format is described. */
const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** The root to which paths are relative: the checkout. */
const ROOT = "%SRCROOT%";

const LEVELS: Readonly<Record<Level, "error" | "warning" | "none">> = {
  mandatory: "error",
  remediate: "error",
  advisory: "warning",
  disabled: "none",
};

/** Severities on the scale from 0 to 10 by which GitHub calls an alert low (below 4), medium, high (from 7) and critical (from 9). */
const SEVERITIES: Readonly<Record<Severity, string>> = {
  low: "2.0",
  medium: "5.5",
  high: "8.0",
  critical: "9.5",
};

/** GitHub takes no more tags a rule. All controls stand among the rule's properties. */
const MOST_TAGS = 20;

/**
 * The report as SARIF 2.1.0, as code scanning reads it: all rules, also those that are silent, so that what is mended closes; violations
 * with the line that made the resource and its URN; waived ones as suppressed. What could not be told is no result: a scanner would
 * show it as an alert, and leaving it out would make it a pass; it is a notification of the run.
 */
export function sarifReport(report: Report): string {
  const rules = [...rulesOf(report)].sort((a, b) => compare(a.id, b.id));
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const findings = [...placedResults(report, "violation"), ...placedResults(report, "waived")];
  const names = fingerprints(findings);
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Pharos",
            semanticVersion: report.version,
            rules: rules.map(describe),
          },
        },
        automationDetails: { id: `pharos/${report.subject}/` },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [ROOT]: { description: { text: "The root of the checkout." } } },
        invocations: [invocation(report, index)],
        results: findings.map((finding, position) => result(finding, index, names[position]!)),
        properties: { subject: report.subject, ...(report.commit && { commit: report.commit }) },
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function describe(rule: RuleDescription & { readonly pack: string }) {
  const { id, slug, title, severity, level, controls, remediation, url, pack } = rule;
  const tokens = Object.entries(controls).flatMap(([framework, numbers]) =>
    numbers.map((number) => controlToken(framework, number)),
  );
  const list = Object.entries(controls)
    .map(([framework, numbers]) => `${framework}: ${numbers.join(", ")}`)
    .join("; ");
  return {
    id,
    name: pascalCase(slug),
    shortDescription: { text: `${title}.` },
    fullDescription: { text: `${title}. Controls: ${list}.` },
    help: {
      text: `${remediation} Controls: ${list}.`,
      markdown: `${remediation}\n\n${Object.entries(controls)
        .map(([framework, numbers]) => `- ${framework}: ${numbers.join(", ")}`)
        .join("\n")}`,
    },
    helpUri: url,
    defaultConfiguration: { level: LEVELS[level], enabled: level !== "disabled" },
    properties: {
      tags: ["security", pack, ...tokens].slice(0, MOST_TAGS),
      "security-severity": SEVERITIES[severity],
      "problem.severity": weight(level) === 0 ? "error" : "warning",
      precision: "high",
      severity,
      controls,
    },
  };
}

/** Rules' names are identifiers there. */
function pascalCase(slug: string): string {
  return slug
    .split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}

function result(finding: Placed, index: ReadonlyMap<string, number>, fingerprint: string) {
  const { stack, rule, result: own } = finding;
  const { reason = "violation", message = "", fix, related, property } = own;
  const subject = `${nameOf(own.urn)} (${stack.stack})`;
  const where = related === undefined ? "" : ` It is set in ${nameOf(related)}.`;
  const mend = fix === undefined ? "" : ` Fix: ${fix}.`;
  return {
    ruleId: rule.id,
    ruleIndex: index.get(rule.id)!,
    level: LEVELS[rule.level],
    message: { text: `${subject}: ${message}.${where}${mend}` },
    locations: [location(finding)],
    partialFingerprints: { primaryLocationLineHash: fingerprint, "pharosFinding/v1": fingerprint },
    ...(own.outcome === "waived" && { suppressions: [suppression(stack, own.waiver)] }),
    properties: {
      reason,
      stack: stack.stack,
      ...(property !== undefined && { property }),
      ...(related !== undefined && { related }),
    },
  };
}

/**
 * The line that made the resource, and its URN. Where the line is not known, and code scanning refuses a result without one, the stack's
 * settings stand for the stack: `properties.lineIsKnown` tells the two apart.
 */
function location({ stack, source, result: { urn, related } }: Placed) {
  const changed = related ?? urn;
  return {
    physicalLocation: {
      artifactLocation: {
        uri: (source?.file ?? `Pulumi.${stack.stack}.yaml`).split("/").map(encodeURIComponent).join("/"),
        uriBaseId: ROOT,
      },
      region: { startLine: source?.line ?? 1 },
    },
    logicalLocations: [{ name: nameOf(changed), fullyQualifiedName: changed, kind: "resource" }],
    properties: { lineIsKnown: source !== undefined },
  };
}

function suppression({ results }: JudgedStack, id = "") {
  const waiver = results?.waivers?.find((candidate) => candidate.id === id);
  if (waiver === undefined) return { kind: "external", status: "accepted", justification: `waiver ${id}` };
  const { reason, owner, approver, approvedOn, expires, ticket, compensatingControl } = waiver;
  return {
    kind: "external",
    status: "accepted",
    justification: `waiver ${id}: ${reason.trim()} Meanwhile: ${compensatingControl.trim()}`,
    properties: { waiver: id, owner, approver, approvedOn, expires, ticket },
  };
}

function invocation(report: Report, index: ReadonlyMap<string, number>) {
  const { incomplete } = coverageOf(report);
  const open = placedResults(report, "undetermined").map((placed) => ({
    level: "note",
    message: {
      text: `${nameOf(placed.result.urn)} (${placed.stack.stack}) is undetermined: ${placed.result.property ?? ""} ${placed.result.message ?? ""}`,
    },
    associatedRule: { id: placed.rule.id, index: index.get(placed.rule.id)! },
    locations: [location(placed)],
  }));
  const errors = report.stacks.flatMap(({ stack, errors: said }) =>
    said.map((error) => ({ level: "error", message: { text: `${stack}: ${error}` } })),
  );
  const partly = incomplete.map((stack) => ({
    level: "error",
    message: { text: `${stack} was not judged to the end: what is not listed here is not known to hold` },
  }));
  return {
    executionSuccessful: incomplete.length === 0 && errors.length === 0,
    startTimeUtc: report.startedAt,
    endTimeUtc: report.endedAt,
    toolExecutionNotifications: [...errors, ...partly, ...open],
  };
}

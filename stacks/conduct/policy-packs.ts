import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { releaseOf } from "../../policies/evaluation/chart-contents";
import {
  mergePacks,
  parseResults,
  type PackResults,
  type Result,
  type StackResults,
} from "../../policies/evaluation/results";
import type { Finding, FindingState, PolicyOutcome, RuleOutcome, SourcePosition, Verdict } from "../model";
import type { Settings } from "../settings";

/** The packs that every preview and update runs; each hands over a file of its own. */
export const PACKS = ["encryption", "retention", "access", "workloads"] as const;

/**
 * The four packs as one executable, which the CLI takes since 3.255 and which needs no language host. In four processes every resource
 * would be sent and unpacked four times.
 */
export function packExecutable(root: string): string {
  return path.join(root, "policies", "packs", "all", "run");
}

/**
 * Writes the levels that a stack's settings give to rules, as `--policy-pack-config` wants them.
 * @returns the file
 */
export function writeLevels(folder: string, levels: Settings["policies"]): string {
  const file = path.join(folder, "levels");
  writeFileSync(file, JSON.stringify(levels), { mode: 0o600 });
  return file;
}

/** What the packs handed over in the folder that `PHAROS_RESULTS` named; undefined where none of them got to judge anything. */
export function readPackResults(folder: string): StackResults | undefined {
  const packs = PACKS.flatMap((pack) => readResults(path.join(folder, `${pack}.json`)) ?? []);
  return packs.length === 0 ? undefined : mergePacks(packs);
}

/** One pack's results; undefined where there are none that can be read, as after a pack that was killed while it wrote. */
function readResults(file: string): PackResults | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return parseResults(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Outcomes that say something. The others are counted. */
const STATES: Partial<Record<Result["outcome"], FindingState>> = {
  violation: "violated",
  undetermined: "undetermined",
  waived: "waived",
};
const ORDER: FindingState[] = ["violated", "undetermined", "waived"];

/**
 * The packs' results in the form that summaries and reports read, with the source line of each resource.
 * @param sources URN → where the resource is declared
 */
export function policyOutcome(
  merged: StackResults | undefined,
  sources: ReadonlyMap<string, { source?: SourcePosition }>,
): PolicyOutcome {
  if (!merged) return { rules: [], findings: [], uncoveredTypes: [] };
  const { rules, results, coverage } = merged;
  const silent = PACKS.filter((pack) => !merged.packs.includes(pack));
  return {
    rules: rules.map((rule) => countRule(rule, results)),
    findings: results
      .flatMap((result) => findingOf(result, sources.get(releaseOf(result.urn) ?? result.urn)?.source) ?? [])
      .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)),
    uncoveredTypes: [...coverage.unknownTypes],
    verdicts: verdictsOf(results),
    warnings: [
      ...silent.map((pack) => `the policy pack ${pack} handed over no results: its rules are not counted`),
      ...merged.warnings,
    ],
    complete: merged.complete && silent.length === 0,
  };
}

/** What a result says; undefined for those that are counted only. */
function findingOf(
  { rule, urn, outcome, message, property, fix, related, waiver }: Result,
  source: SourcePosition | undefined,
): Finding | undefined {
  const state = STATES[outcome];
  if (!state) return undefined;
  return {
    rule,
    state,
    urn,
    message: message ?? "",
    ...(property !== undefined && { property }),
    ...(fix !== undefined && { fix }),
    ...(source && { source }),
    ...(related !== undefined && { related }),
    ...(waiver !== undefined && { waiver }),
  };
}

function countRule(
  { id, title, pack, severity, level, controls, remediation, url }: StackResults["rules"][number],
  results: StackResults["results"],
): RuleOutcome {
  const own = results.filter((result) => result.rule === id && result.pack === pack);
  const count = (outcome: Result["outcome"]): number =>
    own.filter((result) => result.outcome === outcome).length;
  return {
    id,
    title,
    pack,
    severity,
    level,
    controls: Object.fromEntries(Object.entries(controls).map(([framework, ids]) => [framework, [...ids]])),
    remediation,
    url,
    evaluated: new Set(own.filter(({ outcome }) => outcome !== "notApplicable").map(({ urn }) => urn)).size,
    violations: count("violation"),
    undetermined: count("undetermined"),
    waived: count("waived"),
    notApplicable: count("notApplicable"),
  };
}

function verdictsOf(results: readonly Result[]): Record<string, Verdict[]> {
  const verdicts: Record<string, Verdict[]> = {};
  for (const { urn, rule, outcome } of results) (verdicts[urn] ??= []).push({ rule, outcome });
  return verdicts;
}

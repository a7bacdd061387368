import { releaseOf } from "./chart-contents";
import type { Finding } from "./judge";
import { canonicalType, isJudgeable, originOfUrn } from "./resource-types";
import {
  countResults,
  describeRule,
  RESULTS_VERSION,
  toResult,
  type PackResults,
  type Result,
} from "./results";
import { typesReadBy, type Level, type Rule } from "./rule";
import { concernsStack, type WaiverBook } from "./waivers";

/**
 * Collects what one pack finds in one stack while the engine goes through it. What is judged again replaces what was found before: an
 * update judges everything that its preview has judged, and nothing may count twice.
 */
export class Ledger {
  /** rule → URN → results. */
  private readonly found = new Map<string, Map<string, readonly Result[]>>();
  /** URN → canonical type, of everything that was registered. */
  private readonly seen = new Map<string, string>();
  private origin: { stack: string; project: string } | undefined;
  private complete = false;

  constructor(
    private readonly pack: string,
    private readonly rules: readonly Rule[],
    /** Whether the pack answers for waivers of a rule. */
    private readonly answersFor: (rule: string) => boolean,
  ) {}

  /** Notes that a resource exists, judged or not. */
  see(urn: string, type: string): void {
    this.origin ??= originOfUrn(urn);
    this.seen.set(urn, canonicalType(type));
  }

  /** What a rule says of one resource now. */
  record(rule: string, urn: string, findings: readonly Finding[]): void {
    const byUrn = this.found.get(rule) ?? new Map<string, readonly Result[]>();
    byUrn.set(urn, findings.map(toResult));
    this.found.set(rule, byUrn);
  }

  /** What a rule says of the whole stack now. */
  recordStack(rule: string, findings: readonly Finding[]): void {
    this.found.delete(rule);
    const urns = new Set(findings.map(({ urn }) => urn));
    for (const urn of urns)
      this.record(
        rule,
        urn,
        findings.filter((finding) => finding.urn === urn),
      );
  }

  /** The whole stack is known: what is not part of it was of an earlier run. */
  completeWith(resources: readonly { readonly urn: string; readonly type: string }[]): void {
    this.seen.clear();
    for (const { urn, type } of resources) this.see(urn, type);
    for (const byUrn of this.found.values()) {
      for (const urn of byUrn.keys()) if (!this.seen.has(releaseOf(urn) ?? urn)) byUrn.delete(urn);
    }
    this.complete = true;
  }

  /** Takes over what an earlier run of the same pack on the same stack found, unless this run has judged it already. */
  continueFrom(earlier: PackResults): void {
    if (
      earlier.pack !== this.pack ||
      earlier.stack !== this.origin?.stack ||
      earlier.project !== this.origin.project
    )
      return;
    for (const result of earlier.results) {
      const own = this.found.get(result.rule)?.get(result.urn);
      if (own !== undefined || !this.rules.some(({ id }) => id === result.rule)) continue;
      const all = earlier.results.filter(({ rule, urn }) => rule === result.rule && urn === result.urn);
      const byUrn = this.found.get(result.rule) ?? new Map<string, readonly Result[]>();
      this.found.set(result.rule, byUrn.set(result.urn, all));
      if (!this.seen.has(result.urn) && releaseOf(result.urn) === undefined)
        this.seen.set(result.urn, result.type);
    }
  }

  /** Where the results belong, once something was registered. */
  get where(): { stack: string; project: string } | undefined {
    return this.origin;
  }

  get isComplete(): boolean {
    return this.complete;
  }

  /** Everything found so far. */
  results(levelOf: (rule: Rule) => Level, waivers: WaiverBook): PackResults {
    const results = [...this.found.values()]
      .flatMap((byUrn) => [...byUrn.values()].flat())
      .sort(byRuleAndUrn);
    const types = [...this.seen.values()].filter(isJudgeable);
    const known = new Set(this.rules.flatMap(typesReadBy));
    const covering = new Set(results.flatMap(({ waiver }) => waiver ?? []));
    const used = waivers.valid.filter(({ id }) => covering.has(id));
    return {
      version: RESULTS_VERSION,
      pack: this.pack,
      stack: this.origin?.stack ?? "",
      project: this.origin?.project ?? "",
      complete: this.complete,
      rules: this.rules.map((rule) => describeRule(rule, levelOf(rule))),
      results,
      warnings: this.complete ? this.unusedWaivers(waivers, results) : [],
      ...(used.length > 0 && { waivers: used }),
      coverage: countResults(results, {
        resources: types.length,
        unknownTypes: [...new Set(types)].filter((type) => !known.has(type)),
      }),
    };
  }

  private unusedWaivers({ valid }: WaiverBook, results: readonly Result[]): string[] {
    const used = new Set(results.flatMap(({ waiver }) => waiver ?? []));
    const stackUrn = `urn:pulumi:${this.origin?.stack ?? ""}::${this.origin?.project ?? ""}::`;
    return valid
      .filter(({ id, policy }) => !used.has(id) && this.answersFor(policy))
      .filter((waiver) => concernsStack(waiver, stackUrn))
      .map(
        ({ id, policy, reasonCode, urn }) =>
          `waiver ${id} covers nothing: no violation ${policy}/${reasonCode} at ${urn}; take it out of waivers.yaml`,
      );
  }
}

/** One line for people who run the plain CLI. */
export function summaryLine(pack: string, { coverage, warnings, complete }: PackResults): string {
  const { evaluated, violations, undetermined, waived } = coverage;
  return [
    `pharos ${pack}: ${evaluated} evaluated, ${count(violations, "violation")}, ${undetermined} undetermined`,
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(complete ? [] : ["the stack as a whole was not judged"]),
    ...warnings.map((warning) => `warning: ${warning}`),
  ].join(", ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function byRuleAndUrn(a: Result, b: Result): number {
  return compare(a.rule, b.rule) || compare(a.urn, b.urn);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

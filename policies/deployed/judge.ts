import * as path from "node:path";
import { judge, judgeStack } from "../evaluation/judge";
import { Ledger } from "../evaluation/ledger";
import { mergePacks, type PackResults, type StackResults } from "../evaluation/results";
import type { Level, Rule } from "../evaluation/rule";
import { Stack } from "../evaluation/siblings";
import type { WaiverBook } from "../evaluation/waivers";
import type { Pack } from "../packs/pack";
import { packs } from "../packs/packs";
import { loadWaivers } from "../packs/waiver-file";
import { waiversAreValid } from "../rules/waivers";
import { judgeables, type DeployedState, type Judgeable } from "./resources";

export interface JudgingOptions {
  readonly waivers: WaiverBook;
  /** Levels by rule id, as a stack's settings give them; `all` stands for every rule not named. @default the packs' own */
  readonly levels?: Readonly<Record<string, Level>>;
}

/**
 * Judges what is deployed by the rules that judge previews, in this process and without an engine.
 * @param state Pulumi's deployment JSON, as `pulumi stack export` writes it
 */
export function judgeDeployed(state: DeployedState, options: JudgingOptions): StackResults {
  const resources = judgeables(state);
  const stack = new Stack(resources.map(({ resource }) => resource));
  return mergePacks(packs.map((pack) => judgePack(pack, resources, stack, options)));
}

/** The waivers of a checkout as they hold today. */
export function checkoutWaivers(root: string): WaiverBook {
  return loadWaivers(path.join(root, "policies", "waivers.yaml"), new Date().toISOString().slice(0, 10));
}

function judgePack(
  pack: Pack,
  resources: readonly Judgeable[],
  stack: Stack,
  { waivers, levels = {} }: JudgingOptions,
): PackResults {
  const answersFor = (rule: string | undefined): boolean => packFor(rule) === pack.name;
  const table: readonly (readonly [Rule, Level])[] = [
    ...pack.rules,
    [waiversAreValid(pack.name, waivers, ({ policy }) => answersFor(policy)), "mandatory"],
  ];
  const level = new Map(table.map(([rule, byPack]) => [rule.id, levels[rule.id] ?? levels["all"] ?? byPack]));
  const rules = table.map(([rule]) => rule);
  const ledger = new Ledger(pack.name, rules, answersFor);
  ledger.completeWith(resources.map(({ resource }) => resource));
  for (const rule of rules) {
    if (level.get(rule.id) === "disabled") continue;
    if (rule.scope === "stack") ledger.recordStack(rule.id, judgeStack(rule, stack, waivers));
    else {
      // What somebody else owns is not this program's to mend: at a preview it is not shown to such rules either.
      for (const { resource, external } of resources) {
        const findings = external ? [] : judge(rule, resource, waivers);
        if (findings.length > 0) ledger.record(rule.id, resource.urn, findings);
      }
    }
  }
  return ledger.results((rule) => level.get(rule.id) ?? "mandatory", waivers);
}

/** The pack that answers for a rule; what names no rule at all is the first one's business. */
function packFor(rule: string | undefined): string | undefined {
  return (packs.find(({ rules }) => rules.some(([{ id }]) => id === rule)) ?? packs[0])?.name;
}

import type { Policies } from "@pulumi/policy";
import type { Finding } from "../evaluation/judge";
import { Ledger, summaryLine } from "../evaluation/ledger";
import { canonicalType } from "../evaluation/resource-types";
import type { PackResults } from "../evaluation/results";
import type { Resource } from "../evaluation/resource";
import { namesType, typesReadBy, type Level, type Rule } from "../evaluation/rule";
import { Stack } from "../evaluation/siblings";
import type { WaiverBook } from "../evaluation/waivers";
import { waiversAreValid } from "../rules/waivers";
import { toPolicy, type Surroundings } from "./adapter";
import type { AnalyzerWatcher } from "./analyzer-watch";
import type { ChartFolder } from "./chart-folder";
import type { Pack } from "./pack";
import { SideFile } from "./side-file";

export interface PackRunOptions {
  readonly waivers: WaiverBook;
  /** Whether the pack answers for waivers of a rule; undefined stands for what names no rule. */
  readonly answersFor: (rule: string | undefined) => boolean;
  /** The folder for the side file; undefined where nobody collects results. */
  readonly resultsFolder: string | undefined;
  /** The checkout's rendered charts. */
  readonly charts: ChartFolder;
  /** Where the summary line goes when nobody collects results. */
  readonly say: (line: string) => void;
}

/** One pack while the engine goes through one stack: what it has been shown, what it has found, where that is written. */
export class PackRun implements AnalyzerWatcher, Surroundings {
  readonly waivers: WaiverBook;
  readonly policies: Policies;
  readonly charts: ChartFolder;
  private readonly rules: readonly (readonly [Rule, Level])[];
  private readonly ledger: Ledger;
  private readonly file: SideFile | undefined;
  private readonly inputs = new Map<string, () => unknown>();
  /** Canonical types that any rule looks at, and those that stack rules look at. */
  private readonly read: ReadonlySet<string>;
  private readonly readInStack: ReadonlySet<string>;
  private levels: ReadonlyMap<string, Level> = new Map();
  private stack: Stack | undefined;
  /** The resource that is being judged. */
  private current: Resource | undefined;
  /** Its type, as the program spelled it. */
  private type: string | undefined;
  private stackUnderWay = false;
  private continued = false;

  constructor(
    private readonly pack: Pack,
    private readonly options: PackRunOptions,
  ) {
    this.waivers = options.waivers;
    this.rules = [
      ...pack.rules,
      [waiversAreValid(pack.name, options.waivers, ({ policy }) => options.answersFor(policy)), "mandatory"],
    ];
    const rules = this.rules.map(([rule]) => rule);
    this.ledger = new Ledger(pack.name, rules, options.answersFor);
    this.read = new Set(rules.flatMap(typesReadBy));
    this.readInStack = new Set(rules.filter(({ scope }) => scope === "stack").flatMap(typesReadBy));
    this.file =
      options.resultsFolder === undefined
        ? undefined
        : new SideFile(options.resultsFolder, pack.name, () => this.results());
    this.charts = options.charts;
    this.policies = this.rules.map(([rule, level]) => toPolicy(rule, level, this));
  }

  /** What was found so far. */
  results(): PackResults {
    return this.ledger.results((rule) => this.levelOf(rule), this.waivers);
  }

  configured(levels: ReadonlyMap<string, Level>): void {
    this.levels = levels;
  }

  registering(resource: { readonly urn: string; readonly type: string; inputs(): unknown }): void {
    this.current = undefined;
    this.type = resource.type;
    this.ledger.see(resource.urn, resource.type);
    this.continueEarlierRun();
    if (this.readInStack.has(canonicalType(resource.type))) {
      this.inputs.set(resource.urn, () => resource.inputs());
    }
    this.file?.touch();
  }

  resourceJudged(rule: Rule, { urn }: { readonly urn: string }, findings: readonly Finding[]): void {
    this.ledger.record(rule.id, urn, findings);
    // At update a mandatory violation ends the run, and the pack's process with it, before anything that waits is written.
    if (this.levelOf(rule) === "advisory") return;
    if (findings.some(({ outcome }) => outcome.kind === "violation")) this.file?.flush();
  }

  sharedResource(urn: string, make: () => Resource): Resource {
    if (this.current?.urn !== urn) this.current = make();
    return this.current;
  }

  typeInTurn(): string | undefined {
    return this.type;
  }

  stackBegins(): void {
    this.stackUnderWay = true;
    this.stack = undefined;
  }

  sharedStack(resources: () => readonly Resource[]): Stack {
    if (!this.stackUnderWay) return new Stack(this.withContents(resources()), this.readInStack);
    return (this.stack ??= new Stack(this.withContents(resources()), this.readInStack));
  }

  /** What releases install belongs to the stack like what the program registers. */
  private withContents(resources: readonly Resource[]): readonly Resource[] {
    return resources.flatMap((resource) => [resource, ...this.charts.objectsOf(resource.urn)]);
  }

  reads(type: string): boolean {
    return namesType(this.read, canonicalType(type));
  }

  remediates(): boolean {
    return (
      [...this.levels.values()].includes("remediate") || this.rules.some(([, level]) => level === "remediate")
    );
  }

  stackJudged(rule: Rule, _stack: Stack, findings: readonly Finding[]): void {
    this.ledger.recordStack(rule.id, findings);
  }

  stackEnds(resources: readonly { readonly urn: string; readonly type: string }[]): void {
    this.stackUnderWay = false;
    this.stack = undefined;
    this.ledger.completeWith(resources);
    if (this.file === undefined) this.options.say(summaryLine(this.pack.name, this.results()));
    else this.file.flush();
  }

  inputsOf(urn: string): unknown {
    return this.inputs.get(urn)?.();
  }

  private levelOf(rule: Rule): Level {
    const [, byPack] = this.rules.find(([candidate]) => candidate === rule) ?? [rule, "mandatory"];
    return this.levels.get(rule.id) ?? byPack;
  }

  /** An update judges in a second process what its preview has judged in a first: the file carries on from there. */
  private continueEarlierRun(): void {
    if (this.continued || this.ledger.where === undefined) return;
    this.continued = true;
    const earlier = this.file?.read();
    if (earlier !== undefined) this.ledger.continueFrom(earlier);
  }
}

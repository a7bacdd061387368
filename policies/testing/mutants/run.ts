import { judge, type Finding } from "../../evaluation/judge";
import { namesType, type Rule, type StackRule } from "../../evaluation/rule";
import { Stack, type Joined } from "../../evaluation/siblings";
import type { Resource } from "../../evaluation/resource";
import { packs } from "../../packs/packs";
import { resourceFrom, type Given } from "../resources";
import { mutantsOf, type Mutant, type Operator } from "./operators";

/** How the mutants of one place of one type fared, over all resources that set it. */
export interface Fate {
  readonly type: string;
  readonly path: string;
  readonly operator: Operator;
  /** Rules that stopped one. */
  readonly killedBy: readonly string[];
  readonly killed: number;
  /** `stack name: what stood there` of those that no mandatory rule stopped. */
  readonly survived: readonly string[];
  /** What stood there, of the same ones. */
  readonly left: readonly unknown[];
}

/** One resource as the program registers it. */
export interface MutatedResource extends Omit<Given, "parent" | "provider" | "from"> {
  /** Name of the provider; absent for components. */
  readonly provider?: string;
}

/** One stack's resources as the program registers them. */
export interface MutatedStack {
  readonly stack: string;
  readonly resources: readonly MutatedResource[];
}

/** Where the engine's own protection from deletion stands: it is an option, not an input. */
export const PROTECT = "(protect)";
/** The path of a mutant that lacks the whole resource. */
export const WHOLE = "(resource)";

const NO_WAIVERS = { valid: [], faults: [] };
const PROVIDER = /^pulumi:providers:/;

/** The rules that stop an update. What is advised stops nobody. */
export const mandatoryRules: readonly Rule[] = packs.flatMap(({ rules }) =>
  rules.flatMap(([rule, level]) => (level === "mandatory" || level === "remediate" ? [rule] : [])),
);

/**
 * Breaks every resource of every stack in every place, one at a time, and judges what comes of it by every mandatory rule. Mutants of the
 * same place and value, but for the name of the stack's region, in resources that hold the same kind of record are one: twenty buckets of
 * a class are broken once.
 */
export function runMutants(stacks: readonly MutatedStack[]): readonly Fate[] {
  const fates = new Map<string, OpenFate>();
  const seen = new Set<string>();
  for (const { stack, resources } of stacks) {
    const court = new Court(resources);
    const classes = recordClassesOf(resources);
    for (const [index, given] of resources.entries()) {
      const whole = [given.type, plain(given.inputs, stack), given.protect, classes[index]].join("\n");
      if (seen.has(whole)) continue; // every mutant of it would be one that was
      seen.add(whole);
      for (const mutant of [...mutantsOf(given.inputs ?? {}), ...wholeMutantsOf(given)]) {
        const { operator, path, was } = mutant;
        const value = plain(was, stack);
        const kind = [given.type, path, operator, value, classes[index]].join("\n");
        if (seen.has(kind)) continue;
        seen.add(kind);
        const killers = court.killersOf(index, mutant);
        const place = [given.type, path, operator].join("\n");
        const fate = fates.get(place) ?? openFate(given.type, mutant);
        fates.set(place, fate);
        if (killers.length === 0) {
          fate.survived.push(`${stack} ${given.name}: ${JSON.stringify(was)}`);
          fate.left.push(was);
        } else {
          fate.killed++;
          fate.killedBy = [...new Set([...fate.killedBy, ...killers])].sort();
        }
      }
    }
  }
  return [...fates.values()];
}

/** A value as text, without the name of its stack's region. */
function plain(value: unknown, stack: string): string {
  return (JSON.stringify(value) ?? "").replaceAll(stack, "{region}");
}

type OpenFate = {
  -readonly [Key in keyof Fate]: Fate[Key] extends readonly (infer One)[] ? One[] : Fate[Key];
};

function openFate(type: string, { path, operator }: Mutant): OpenFate {
  return { type, path, operator, killedBy: [], killed: 0, survived: [], left: [] };
}

/** What can be broken besides inputs. A component is a name and nothing else. */
function* wholeMutantsOf({ type, name, inputs = {}, protect = false }: MutatedResource): Iterable<Mutant> {
  if (type.startsWith("pharos:") || PROVIDER.test(type)) return;
  if (protect) yield { operator: "negate", path: PROTECT, was: true, inputs };
  yield { operator: "drop", path: WHOLE, was: name, inputs };
}

/** One resource that a rule over the whole stack judges, and what it looks at meanwhile. */
interface Case {
  readonly rule: StackRule;
  readonly judged: Resource;
  /** URNs of those that it found to belong to the judged one, or perhaps to. */
  readonly found: ReadonlySet<string>;
  /** Type → the inputs by which it looked for them; `undefined` where it looked at all of each. */
  readonly looks: ReadonlyMap<string, ReadonlySet<string> | undefined>;
}

/** What names a resource, whatever the property that holds the name. */
const NAMES = ["id", "arn", "name", "bucket"];

/** A stack that notes what a rule looks at. */
class WatchedStack extends Stack {
  private found = new Set<string>();
  private looks = new Map<string, Set<string> | undefined>();

  /** What was looked at since the last time. */
  taken(): Pick<Case, "found" | "looks"> {
    const { found, looks } = this;
    this.found = new Set();
    this.looks = new Map();
    return { found, looks };
  }

  override ofType(type: string): readonly Resource[] {
    this.looks.set(type, undefined);
    return super.ofType(type);
  }

  override find(urn: string): Resource | undefined {
    this.found.add(urn);
    return super.find(urn);
  }

  override children(parent: Resource, type: string, property: string): Joined {
    return this.joined(type, [property, ...NAMES], () => super.children(parent, type, property));
  }

  override parents(child: Resource, property: string, type: string): Joined {
    return this.joined(type, NAMES, () => super.parents(child, property, type));
  }

  /** Of those that do not belong, a join looks at names only. */
  private joined(type: string, properties: readonly string[], join: () => Joined): Joined {
    const all = this.looks.has(type) && this.looks.get(type) === undefined;
    const known = this.looks.get(type) ?? [];
    const joined = join();
    this.looks.set(type, all ? undefined : new Set([...known, ...properties]));
    for (const { urn } of [...joined.certain, ...joined.doubts]) this.found.add(urn);
    return joined;
  }
}

/** One stack, and what is wrong with it before anything is broken. */
class Court {
  private readonly all: readonly Resource[];
  private readonly providers: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  private readonly byUrn: ReadonlyMap<string, Resource>;
  private readonly before = new Set<string>();
  /**
   * Type → the cases in which a rule looked at it before anything was broken. A rule that did not look at what is broken does the same as
   * before: up to the first look, nothing can have changed for it.
   */
  private readonly cases = new Map<string, Case[]>();

  constructor(private readonly resources: readonly MutatedResource[]) {
    this.providers = new Map(
      resources.flatMap(({ type, name, inputs = {} }) => (PROVIDER.test(type) ? [[name, inputs]] : [])),
    );
    this.all = resources.map((given) => this.resourceOf(given));
    this.byUrn = new Map(this.all.map((resource) => [resource.urn, resource]));
    const stack = new WatchedStack(this.all);
    for (const judged of this.all) {
      for (const rule of rulesOf(judged.type)) {
        stack.taken();
        for (const finding of judge(rule, judged, NO_WAIVERS, stack).filter(isViolation))
          this.before.add(keyOf(finding));
        if (rule.scope === "stack") this.note({ rule, judged, ...stack.taken() });
      }
    }
  }

  private note(one: Case): void {
    const found = [...one.found].flatMap((urn) => this.byUrn.get(urn)?.type ?? []);
    for (const type of new Set([...one.looks.keys(), ...found])) {
      const known = this.cases.get(type);
      if (known === undefined) this.cases.set(type, [one]);
      else known.push(one);
    }
  }

  /** Ids of the rules that stop a mutant of one resource. */
  killersOf(index: number, mutant: Mutant): readonly string[] {
    const given = this.resources[index]!;
    const findings = PROVIDER.test(given.type)
      ? this.judgeProvider(given.name, mutant.inputs)
      : this.judgeResource(index, mutant);
    return findings
      .filter((finding) => isViolation(finding) && !this.before.has(keyOf(finding)))
      .map(({ rule }) => rule);
  }

  private judgeResource(index: number, { operator, path, inputs }: Mutant): readonly Finding[] {
    const given = this.resources[index]!;
    const mutant = this.resourceOf({
      ...given,
      inputs,
      outputs: { ...madeUp(given), ...inputs },
      protect: path === PROTECT ? false : given.protect === true,
    });
    const own = operator === "drop" ? [] : rulesOf(mutant.type);
    const [changedInput = ""] = path.split(/[.[]/);
    const others = (this.cases.get(mutant.type) ?? []).filter(({ judged, found, looks }) => {
      if (judged.urn === mutant.urn) return false;
      const looked = looks.get(mutant.type);
      return found.has(mutant.urn) || (looks.has(mutant.type) && (looked?.has(changedInput) ?? true));
    });
    if (others.length === 0 && own.every(({ scope }) => scope === "resource"))
      return own.flatMap((rule) => judge(rule, mutant, NO_WAIVERS));
    const changed = this.all.flatMap((other, place) =>
      place !== index ? [other] : operator === "drop" ? [] : [mutant],
    );
    const stack = new Stack(changed);
    return [
      ...own.flatMap((rule) => judge(rule, mutant, NO_WAIVERS, stack)),
      ...others.flatMap(({ rule, judged }) => judge(rule, judged, NO_WAIVERS, stack)),
    ];
  }

  /** What a provider says, it says of every resource that it makes: one of each type is judged. */
  private judgeProvider(name: string, inputs: Readonly<Record<string, unknown>>): readonly Finding[] {
    const made = new Map(
      this.resources.flatMap((given) => (given.provider === name ? [[given.type, given]] : [])),
    );
    return [...made.values()].flatMap((given) => {
      const resource = this.resourceOf(given, inputs);
      return rulesOf(resource.type).flatMap((rule) =>
        rule.scope === "resource" ? judge(rule, resource, NO_WAIVERS) : [],
      );
    });
  }

  private resourceOf(
    { provider: name, ...given }: MutatedResource,
    provider = name === undefined ? undefined : this.providers.get(name),
  ): Resource {
    return resourceFrom({ ...given, ...(provider !== undefined && { provider }) });
  }
}

const ofType = new Map<string, readonly Rule[]>();

/** The rules that judge a type. */
function rulesOf(type: string): readonly Rule[] {
  const known = ofType.get(type);
  if (known !== undefined) return known;
  const rules = mandatoryRules.filter(({ types }) =>
    namesType({ has: (name) => types.includes(name) }, type),
  );
  ofType.set(type, rules);
  return rules;
}

function isViolation({ outcome }: Finding): boolean {
  return outcome.kind === "violation";
}

/** What AWS adds to what was asked for. */
function madeUp({ inputs = {}, outputs = {} }: MutatedResource): Record<string, unknown> {
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => !(key in inputs)));
}

function keyOf({ rule, urn, outcome }: Finding): string {
  const { reason = "", property = "" } = outcome as { reason?: string; property?: string };
  return [rule, urn, reason, property].join(" ");
}

/** Inputs that name the store whose setting a resource is. */
const STORES = ["bucket", "backupVaultName", "targetVaultName", "clusterIdentifier"];

/** The record class of every resource: its own, or that of the store whose setting it is. */
function recordClassesOf(resources: readonly MutatedResource[]): readonly string[] {
  const ofStore = new Map<unknown, string>();
  for (const { inputs = {} } of resources)
    for (const name of [...STORES, "name"])
      if (classIn(inputs) !== "") ofStore.set(inputs[name], classIn(inputs));
  return resources.map(
    ({ inputs = {} }) =>
      classIn(inputs) ||
      STORES.map((name) => ofStore.get(inputs[name]) ?? "").find((known) => known !== "") ||
      "",
  );
}

function classIn(inputs: Readonly<Record<string, unknown>>): string {
  const tags = inputs["tags"] as Record<string, string> | undefined;
  return [tags?.["record-class"], tags?.["record-class-also"]].filter((tag) => tag !== undefined).join("+");
}

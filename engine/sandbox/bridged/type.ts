import type { Claim } from "../claims";
import { differences, replacesOn } from "../difference";
import type { TypeFacts } from "../facts/model";
import { derived, kebab, nameOf } from "../identity";
import type { Entry, InventoryView } from "../inventory";
import type { CheckRequest, Checked, Difference, Made, Making, ResourceModel } from "../provider";
import { CloudError } from "../errors";
import { fillString, type Scene } from "../template";
import {
  UNKNOWN,
  hasUnknown,
  isUnknown,
  knownString,
  reveal,
  secret,
  valuesAt,
  type Properties,
} from "../values";
import { DEFAULTS_KEY, findFailures } from "./check";
import { computedOutputs, foreseenOutputs } from "./outputs";
import { keysInCluster } from "../kubernetes/presence";
import type { NameScope, TypeSource } from "./overlay";

/** Where a provider keeps a resource, and the words templates may use for it. */
export interface Place {
  /** Scope → the text that keeps names of different scopes apart. */
  readonly scopes: Readonly<Record<NameScope, string>>;
  readonly words: Readonly<Record<string, string>>;
}

/** What a configured provider adds to its types. */
export interface TypeContext {
  /** Where a resource with these properties is. */
  place(properties: Properties): Place;
  /** Changes inputs before they are checked (AWS: the provider's default tags). @default none */
  prepare?(inputs: Properties, facts: TypeFacts): Properties;
  /** The inventory's key of another resource. */
  readonly provider: string;
}

/** Hex characters that make a made-up name unique, as Pulumi's bridge takes. */
const NAME_SUFFIX_LENGTH = 7;

/** Inputs that keep a resource from being deleted while they are on. */
const PROTECTIONS = ["deletionProtection", "deletionProtectionEnabled", "enableDeletionProtection"];

/** The type whose end is the end of all Kubernetes objects in it. */
const CLUSTER_TOKEN = "aws:eks/cluster:Cluster";

/** A resource type of a provider that is generated from Terraform's, told by facts and an overlay. */
export class BridgedType implements ResourceModel {
  private readonly replaces: (path: string) => boolean;
  private readonly nameInput: string;

  constructor(
    private readonly source: TypeSource,
    private readonly context: TypeContext,
  ) {
    this.nameInput = source.overlay.name ?? "name";
    this.replaces = replacesOn([...(source.facts.replacesOn ?? []), ...(source.overlay.replacesOn ?? [])]);
  }

  check(request: CheckRequest, view: InventoryView): Checked {
    const { facts, shapes, overlay } = this.source;
    const inputs = { ...(this.context.prepare?.(request.news, facts) ?? request.news) };
    for (const [key, value] of Object.entries(inputs)) if (reveal(value) === undefined) delete inputs[key];
    const defaulted = this.giveName(request, inputs, view);
    const failures = findFailures(nameOf(request.urn), inputs, facts, shapes, overlay);
    return { inputs: { ...inputs, [DEFAULTS_KEY]: defaulted }, failures };
  }

  /** Makes up a missing name, or keeps the one made up before. Returns the inputs that were made up. */
  private giveName(request: CheckRequest, inputs: Properties, view: InventoryView): string[] {
    const { nameInput } = this;
    if (inputs[nameInput] !== undefined || inputs[`${nameInput}Prefix`] !== undefined || !this.autonames)
      return [];
    const oldDefaults = reveal(request.olds[DEFAULTS_KEY]);
    const kept = request.olds[nameInput];
    if (kept !== undefined && Array.isArray(oldDefaults) && oldDefaults.includes(nameInput)) {
      inputs[nameInput] = kept;
      return [nameInput];
    }
    if (request.proposedName === null) return [];
    inputs[nameInput] = request.proposedName ?? this.freeName(request.urn, inputs, view);
    return [nameInput];
  }

  private get autonames(): boolean {
    const { facts, overlay } = this.source;
    return overlay.autoname ?? facts.inputs[this.nameInput] === "string";
  }

  private freeName(urn: string, inputs: Properties, view: InventoryView): string {
    const stem = `${this.source.overlay.namePrefix ?? ""}${nameOf(urn)}-`;
    for (let generation = 0; ; generation++) {
      const made = stem + derived(`${urn}#${generation}`, "name", "hex", NAME_SUFFIX_LENGTH);
      const name = this.source.overlay.lowerCase === true ? made.toLowerCase() : made;
      const claims = this.claims({ ...inputs, [this.nameInput]: name });
      const key = this.key(name, inputs);
      if (claims.every((claim) => view.holder(claim.name) === undefined) && view.get(key) === undefined)
        return name;
    }
  }

  diff(oldInputs: Properties, newInputs: Properties): Difference {
    const changes = differences(oldInputs, newInputs, this.replaces, new Set([DEFAULTS_KEY]));
    const replaced = changes.some((change) => change.replaces);
    const held = new Set(this.claims(oldInputs).map((claim) => claim.name));
    const sameName = this.claims(newInputs).some((claim) => held.has(claim.name));
    return { changes, deleteBeforeReplace: replaced && sameName };
  }

  claims(inputs: Properties): Claim[] {
    const { unique = [] } = this.source.overlay;
    const place = this.context.place(inputs);
    return unique.flatMap(({ by, scope, code }) => {
      const values = by.map((path) => reveal(valuesAt(inputs, path)[0]));
      if (values.some((value) => hasUnknown(value)) || values.every((value) => value === undefined))
        return [];
      const texts = values.map((value) => (typeof value === "string" ? value : JSON.stringify(value ?? "")));
      const name = [this.source.token, place.scopes[scope], ...texts].join(" | ");
      const text = texts.filter((part) => part !== '""').join(", ");
      return [{ name, refusal: `creating ${this.called} (${text}): ${code}: it exists already` }];
    });
  }

  foresee({ urn, inputs, view }: Making): Properties {
    return foreseenOutputs(this.source, inputs, this.scene(urn, urn, "", inputs, view));
  }

  make({ urn, inputs, view }: Making): Made {
    for (let generation = 0; ; generation++) {
      const seed = `${urn}#${generation}`;
      const scene = this.scene(urn, seed, "", inputs, view);
      const template = this.idTemplate(inputs);
      const id = fillString(template, scene);
      const key = this.key(id, inputs);
      const present = view.get(key);
      if (present !== undefined && isDerived(template)) continue;
      if (present !== undefined && (present.urn !== urn || this.source.overlay.unique !== undefined))
        throw new CloudError(
          "exists",
          `creating ${this.called} (${id}): it exists already; ${present.urn} made it, and two resources that set the same thing undo each other`,
        );
      const outputs = this.withSecrets(computedOutputs(this.source, { ...scene, id }, inputs, {}));
      const ownId = knownString(outputs["id"]) ?? id;
      delete outputs["id"];
      return { id: ownId, key: this.key(ownId, inputs), seed, outputs };
    }
  }

  remake(
    making: Making,
    id: string,
    olds: Properties,
    preview: boolean,
    entry: Entry | undefined,
  ): Properties {
    const scene = this.scene(making.urn, entry?.seed ?? `${making.urn}#0`, id, making.inputs, making.view);
    const outputs = computedOutputs(this.source, scene, making.inputs, olds);
    delete outputs["id"];
    if (preview && entry === undefined)
      for (const key of Object.keys(this.source.facts.outputs)) outputs[key] = olds[key] ?? UNKNOWN;
    return this.withSecrets(outputs);
  }

  key(id: string, properties: Properties): string {
    const place = this.context.place(properties);
    const scope = this.source.overlay.global === true ? place.scopes.account : place.scopes.region;
    return [this.source.token, scope, id].join(" | ");
  }

  obstacle(entry: Entry, view: InventoryView): string | undefined {
    const protection = PROTECTIONS.find((input) =>
      [true, "ACTIVE"].includes(reveal(entry.inputs[input]) as string),
    );
    if (protection !== undefined)
      return `deleting ${this.called} (${entry.id}): OperationNotPermitted: it cannot be deleted because ${protection} is on`;
    for (const { type, input, output, message } of this.source.overlay.obstacles ?? []) {
      const own = output === "id" ? entry.id : reveal(entry.outputs[output]);
      for (const other of view.all()) {
        if (other.type !== `${this.context.provider}:${type}`) continue;
        const named = valuesAt(other.inputs, input).flatMap((value) => reveal(value) ?? []);
        if (named.some((value) => value === own))
          return `deleting ${this.called} (${entry.id}): ${message}: ${other.urn}`;
      }
    }
    return undefined;
  }

  takesAlong(entry: Entry, view: InventoryView): string[] {
    const { parts } = this.source.overlay;
    const inCluster =
      this.source.token === CLUSTER_TOKEN
        ? keysInCluster(view, knownString(entry.outputs["endpoint"]) ?? "")
        : [];
    if (parts === undefined) return inCluster;
    const module = this.source.token.slice(0, this.source.token.indexOf("/"));
    const ownScope = entry.key.split(" | ")[1];
    const own = [...view.all()].filter(
      (other) =>
        other.type.startsWith(`${module}/`) &&
        other.key.split(" | ")[1] === ownScope &&
        reveal(other.inputs[parts]) === entry.id &&
        other.key !== entry.key,
    );
    return [...inCluster, ...own.map((other) => other.key)];
  }

  private idTemplate(inputs: Properties): string {
    const { overlay, facts, token } = this.source;
    if (typeof overlay.id === "function") return overlay.id(inputs);
    if (overlay.id !== undefined) return overlay.id;
    if (facts.inputs[this.nameInput] !== undefined || facts.inputs[`${this.nameInput}!`] !== undefined)
      return "{name}";
    return `${kebab(token.slice(token.lastIndexOf(":") + 1))}-{hex:17:id}`;
  }

  /** "S3 Bucket" for `aws:s3/bucket:Bucket`. */
  private get called(): string {
    const { overlay, token } = this.source;
    if (overlay.called !== undefined) return overlay.called;
    const [, module = "", name = ""] = /^[^:]*:([^/:]*)[^:]*:(.*)$/.exec(token) ?? [];
    const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2");
    return module === "index" ? words : `${module.toUpperCase()} ${words}`;
  }

  private scene(urn: string, seed: string, id: string, inputs: Properties, view: InventoryView): Scene {
    const withDefaults = { ...this.source.facts.defaults, ...inputs } as Properties;
    const name = reveal(inputs[this.nameInput]);
    return {
      seed,
      id,
      name: isUnknown(name) ? UNKNOWN : typeof name === "string" ? name : nameOf(urn),
      inputs: withDefaults,
      outputs: {},
      place: this.context.place(inputs).words,
      find: (type, other) => {
        for (const entry of view.all()) if (entry.id === other && entry.type === type) return entry.outputs;
        return undefined;
      },
    };
  }

  private withSecrets(outputs: Properties): Properties {
    const { facts, overlay } = this.source;
    for (const property of [...(facts.secret ?? []), ...(overlay.secret ?? [])]) {
      const value = outputs[property];
      if (value !== undefined && value !== null) outputs[property] = secret(value);
    }
    return outputs;
  }
}

/** Whether an id is made of derived characters, so that another one can be taken if it is not free. */
function isDerived(template: string): boolean {
  return /\{(hex|HEX|digits|alnum|ALNUM|uuid)\b/.test(template);
}

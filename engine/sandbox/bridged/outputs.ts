import type { Kind } from "../facts/model";
import { kebab } from "../identity";
import { fill, type Scene, type Template } from "../template";
import { UNKNOWN, isObject, isUnknown, reveal, type Properties, type Value } from "../values";
import { DEFAULTS_KEY } from "./check";
import type { TypeSource } from "./overlay";

/** The service part of ARNs whose module is called differently. */
const SERVICE_OF_MODULE: Readonly<Record<string, string>> = {
  amp: "aps",
  alb: "elasticloadbalancing",
  cfg: "config",
  ec2transitgateway: "ec2",
  efs: "elasticfilesystem",
  lb: "elasticloadbalancing",
  opensearch: "es",
  sesv2: "ses",
  sfn: "states",
  ssoadmin: "sso",
  vpc: "ec2",
};

/** A moment for computed dates: the sandbox's own time would make two runs differ. */
export const SANDBOX_TIME = "2026-01-01T00:00:00Z";

/** Templates for computed strings of which the overlay says nothing, by the words in their names; the first that fits. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/^arn$/, "arn:{partition}:{service}:{region}:{account}:{kind}/{id}"],
  [/Arn$/, "arn:{partition}:{service}:{region}:{account}:{property}/{hex:12:property}"],
  [/^(owner|ownerId|accountId|awsAccountId|registryId)$/, "{account}"],
  [/(At|Date|Time|Timestamp)$/, SANDBOX_TIME],
  [/^(status|state)$/, "ACTIVE"],
  // What only exists with an option that few use: IPv6, Outposts, static websites.
  [/^(ipv6|outpost|website)|^clusterId$/, ""],
  [/([Ee]ndpoint|Url|Uri|Address)$/, "https://{hex:16:property}.{service}.{region}.{dns}"],
  [/^(id|name)$/, "{id}"],
  [/(Name)$/, "{name}"],
  [/.*/, "{hex:16:property}"],
];

/** The state of a resource: its inputs, the provider's defaults and the computed values. */
export function computedOutputs(
  source: TypeSource,
  scene: Scene,
  inputs: Properties,
  olds: Properties,
): Properties {
  const outputs = startingState(source, inputs);
  const { overlay, facts } = source;
  const generated = overlay.generate !== undefined && Object.keys(olds).length === 0;
  if (generated) Object.assign(outputs, overlay.generate?.({ inputs: scene.inputs, seed: scene.seed }));
  for (const [property, template] of Object.entries(overlay.outputs ?? {}))
    setComputed(outputs, property, fill(template, { ...scene, outputs }));
  if (facts.inputs["region"] !== undefined) outputs["region"] ??= scene.place["region"] ?? "";
  const words = { ...scene.place, ...wordsOf(source.token) };
  for (const [property, kind] of Object.entries(facts.outputs)) {
    if (outputs[property] !== undefined) continue;
    const kept = olds[property];
    if (kept !== undefined && !isUnknown(kept)) outputs[property] = kept;
    else outputs[property] = byName(property, kind, { ...scene, outputs, place: words }, inputs);
  }
  for (const property of facts.computedWhenAbsent ?? [])
    if (outputs[property] === undefined && olds[property] !== undefined && !property.includes("."))
      outputs[property] = olds[property];
  return outputs;
}

/** The state of a resource that does not exist yet: inputs and defaults are known, nothing computed is. */
export function foreseenOutputs(source: TypeSource, inputs: Properties, scene: Scene): Properties {
  const outputs = startingState(source, inputs);
  const { overlay, facts } = source;
  if (facts.inputs["region"] !== undefined) outputs["region"] ??= scene.place["region"] ?? "";
  for (const [property, template] of Object.entries(overlay.outputs ?? {}))
    setUnknown(outputs, property, template);
  for (const property of Object.keys(facts.outputs))
    outputs[property] ??= property === "tagsAll" ? (inputs["tags"] ?? {}) : UNKNOWN;
  for (const property of facts.computedWhenAbsent ?? [])
    if (!property.includes(".")) outputs[property] ??= UNKNOWN;
  return outputs;
}

function startingState({ facts }: TypeSource, inputs: Properties): Properties {
  const outputs: Properties = {};
  for (const [path, value] of Object.entries(facts.defaults ?? {}))
    if (!path.includes(".") && facts.inputs[path] !== undefined) outputs[path] = value as Value;
  for (const [key, value] of Object.entries(inputs))
    if (key !== DEFAULTS_KEY && reveal(value) !== undefined) outputs[key] = value;
  return outputs;
}

/** Sets a computed value where none is set; objects are filled up. */
export function setComputed(outputs: Properties, property: string, value: Value | undefined): void {
  if (value === undefined) return;
  const present = outputs[property];
  const inner = reveal(present);
  if (inner === undefined) outputs[property] = value;
  else if (isObject(inner) && isObject(value) && !isUnknown(inner)) {
    const merged: Properties = { ...inner };
    for (const [key, item] of Object.entries(value)) setComputed(merged, key, item);
    outputs[property] = merged;
  }
}

/** Marks what will be computed as unknown, as {@link setComputed} will set it. */
export function setUnknown(outputs: Properties, property: string, template: Template): void {
  const inner = reveal(outputs[property]);
  if (inner === undefined) outputs[property] = UNKNOWN;
  else if (isObject(inner) && isObject(template) && !isUnknown(inner)) {
    const merged: Properties = { ...inner };
    for (const [key, item] of Object.entries(template)) setUnknown(merged, key, item);
    outputs[property] = merged;
  }
}

function wordsOf(token: string): Record<string, string> {
  const [, module = "", name = ""] = /^[^:]*:([^/:]*)[^:]*:(.*)$/.exec(token) ?? [];
  return { service: SERVICE_OF_MODULE[module] ?? module, kind: kebab(name) };
}

function byName(property: string, kind: Kind, scene: Scene, inputs: Properties): Value {
  if (property === "tagsAll") return inputs["tags"] ?? {};
  if (kind === "number") return 0;
  if (kind === "boolean") return false;
  if (kind.startsWith("[]")) return [];
  if (kind !== "string" && kind !== "any") return {};
  const template = BY_NAME.find(([pattern]) => pattern.test(property))?.[1] ?? "{hex:16:property}";
  const own = template.replaceAll(":property}", `:${property}}`); // each property its own characters
  return fill(own, { ...scene, place: { ...scene.place, property: property.replace(/Arn$/, "") } }) ?? "";
}

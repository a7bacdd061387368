import type { Claim } from "../claims";
import { differences, replacesOn } from "../difference";
import { CloudError } from "../errors";
import type { SchemaNode, SchemaRef } from "../facts/model";
import { derived, derivedUuid, nameOf } from "../identity";
import type { Entry, InventoryView } from "../inventory";
import type { CheckRequest, Checked, Difference, Made, Making, ResourceModel } from "../provider";
import { setComputed, setUnknown, SANDBOX_TIME } from "../bridged/outputs";
import { fill, type Scene, type Template } from "../template";
import {
  UNKNOWN,
  isObject,
  isUnknown,
  knownString,
  reveal,
  secret,
  type Properties,
  type Value,
} from "../values";
import type { ClusterConfig } from "./cluster";
import { CHARTS_OF_GROUP, COMPUTED, IDENTITY, IMMUTABLE, LOAD_BALANCER_STATUS } from "./kinds";
import { checkMetadata } from "./metadata";
import { keysInCluster, missingNamespace, offersGroup } from "./presence";
import { violations } from "./schema";

/** How the true provider marks objects whose name it made up. */
const AUTONAMED = "pulumi.com/autonamed";
/** Hex characters that make a made-up name unique. */
const NAME_SUFFIX_LENGTH = 8;

/** A kind of API object. */
export interface ObjectKind {
  readonly token: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly schema: SchemaRef;
  readonly nodes: readonly SchemaNode[];
  /** The schema of object metadata, for custom resources whose own says nothing about it. */
  readonly metadata: SchemaRef;
  /** The resource changes parts of an object that something else may own. */
  readonly isPatch: boolean;
}

/** An object of the Kubernetes API. */
export class ApiObject implements ResourceModel {
  private readonly replaces: (path: string) => boolean;
  private readonly group: string;

  constructor(
    private readonly of: ObjectKind,
    private readonly config: ClusterConfig,
  ) {
    const { mutable } = config;
    const fixedData =
      (of.kind === "ConfigMap" && !mutable.configMaps) || (of.kind === "Secret" && !mutable.secrets)
        ? ["data", "stringData", "binaryData"]
        : [];
    this.replaces = replacesOn([
      ...IDENTITY,
      ...(IMMUTABLE[of.kind] ?? []),
      ...(of.isPatch ? [] : fixedData),
    ]);
    this.group = of.apiVersion.includes("/") ? of.apiVersion.slice(0, of.apiVersion.indexOf("/")) : "";
  }

  check(request: CheckRequest): Checked {
    const inputs: Properties = { ...request.news, apiVersion: this.of.apiVersion, kind: this.of.kind };
    const metadata = reveal(inputs["metadata"]);
    const failures: string[] = [];
    if (!isUnknown(metadata))
      inputs["metadata"] = this.named(isObject(metadata) ? metadata : {}, request, failures);
    const judgement = { nodes: this.of.nodes, partial: this.of.isPatch };
    failures.push(...violations(inputs, this.of.schema, "", judgement));
    failures.push(...violations(inputs["metadata"], this.of.metadata, "metadata", { nodes: this.of.nodes }));
    failures.push(...checkMetadata(inputs["metadata"], this.group, this.of.kind));
    return { inputs, failures: [...new Set(failures)] };
  }

  /** The metadata with name and namespace. */
  private named(metadata: Properties, request: CheckRequest, failures: string[]): Properties {
    const result = { ...metadata };
    if (this.of.namespaced && reveal(result["namespace"]) === undefined)
      result["namespace"] = this.config.namespace;
    if (reveal(result["name"]) !== undefined || reveal(result["generateName"]) !== undefined) return result;
    if (this.of.isPatch) {
      failures.push("metadata.name: Required value: a patch names the object it changes");
      return result;
    }
    const old = reveal(request.olds["metadata"]);
    const made = isObject(old) && this.isAutonamed(request.olds) ? old["name"] : undefined;
    const proposed =
      request.proposedName ??
      `${nameOf(request.urn)}-${derived(request.urn, "name", "hex", NAME_SUFFIX_LENGTH)}`;
    const annotations = reveal(result["annotations"]);
    result["name"] = made ?? proposed;
    result["annotations"] = { ...(isObject(annotations) ? annotations : {}), [AUTONAMED]: "true" };
    return result;
  }

  private isAutonamed(inputs: Properties): boolean {
    return knownString(at(inputs, "metadata", "annotations", AUTONAMED)) === "true";
  }

  diff(oldInputs: Properties, newInputs: Properties): Difference {
    const changes = differences(oldInputs, newInputs, this.replaces);
    const sameName = this.idOf(oldInputs) === this.idOf(newInputs);
    return { changes, deleteBeforeReplace: sameName && changes.some((change) => change.replaces) };
  }

  claims(inputs: Properties): Claim[] {
    const id = this.idOf(inputs);
    if (this.of.isPatch || id === undefined) return [];
    const kind = this.group === "" ? this.of.kind : `${this.of.kind}.${this.group}`;
    const name = ["kubernetes", this.config.cluster, kind, id].join(" | ");
    const refusal = `resource ${id} was not created by the Kubernetes API server: ${kind} "${id}" already exists`;
    return [{ name, refusal, again: true }];
  }

  /** `namespace/name`, or the name; undefined while it is not known. */
  private idOf(inputs: Properties): string | undefined {
    const name = knownString(at(inputs, "metadata", "name"));
    const namespace = knownString(at(inputs, "metadata", "namespace"));
    if (name === undefined || (this.of.namespaced && namespace === undefined)) return undefined;
    return this.of.namespaced ? `${namespace}/${name}` : name;
  }

  foresee({ inputs }: Making): Properties {
    const outputs: Properties = { ...inputs };
    for (const [property, template] of Object.entries(this.computed(inputs)))
      setUnknown(outputs, property, template);
    if (this.hasStatus) outputs["status"] = UNKNOWN;
    const metadata = reveal(inputs["metadata"]);
    if (isObject(metadata))
      outputs["metadata"] = {
        ...metadata,
        uid: UNKNOWN,
        resourceVersion: UNKNOWN,
        creationTimestamp: UNKNOWN,
      };
    return this.hidden(outputs);
  }

  make({ urn, inputs, view }: Making): Made {
    const id =
      this.idOf(inputs) ?? `${this.config.namespace}/${nameOf(urn)}-${derived(urn, "generated", "alnum", 5)}`;
    this.refuseTooEarly(id, inputs, view);
    const seed = `${urn}#${id}`;
    return { id, key: this.key(id), seed, outputs: this.live(seed, id, inputs, 1) };
  }

  /** An API server refuses objects of kinds and in namespaces that are not there yet. */
  private refuseTooEarly(id: string, inputs: Properties, view: InventoryView): void {
    const namespace = this.of.namespaced ? knownString(at(inputs, "metadata", "namespace")) : undefined;
    if (namespace !== undefined && missingNamespace(namespace, this.config.cluster, view))
      throw new CloudError(
        "notFound",
        `resource ${id} was not created by the Kubernetes API server: namespaces "${namespace}" not found`,
      );
    const charts = CHARTS_OF_GROUP[this.group];
    if (charts !== undefined && !offersGroup(this.group, charts, this.config.cluster, view))
      throw new CloudError(
        "notFound",
        `resource ${id} was not created by the Kubernetes API server: no matches for kind "${this.of.kind}" in version "${this.of.apiVersion}"` +
          ` (the sandbox knows it from the charts ${charts.join(", ")}; none of them is installed in this cluster)`,
      );
  }

  remake(
    making: Making,
    id: string,
    olds: Properties,
    _preview: boolean,
    entry: Entry | undefined,
  ): Properties {
    const generation = Number(reveal(at(olds, "metadata", "generation")) ?? 1) + 1;
    return this.live(entry?.seed ?? `${making.urn}#${id}`, id, making.inputs, generation);
  }

  key(id: string): string {
    return [this.of.token, this.config.cluster, id].join(" | ");
  }

  obstacle(): undefined {
    return undefined;
  }

  /** A namespace takes what is in it along. */
  takesAlong(entry: Entry, view: InventoryView): string[] {
    return this.of.kind === "Namespace" ? keysInCluster(view, this.config.cluster, `${entry.id}/`) : [];
  }

  private computed(inputs: Properties): Readonly<Record<string, Template>> {
    const own = COMPUTED[this.of.kind] ?? {};
    const balances = this.of.kind === "Service" && knownString(at(inputs, "spec", "type")) === "LoadBalancer";
    return balances ? { ...own, status: LOAD_BALANCER_STATUS } : own;
  }

  private get hasStatus(): boolean {
    const node = typeof this.of.schema === "number" ? this.of.nodes[this.of.schema] : this.of.schema;
    return node?.properties?.["status"] !== undefined;
  }

  private live(seed: string, id: string, inputs: Properties, generation: number): Properties {
    const outputs: Properties = { ...inputs };
    const scene: Scene = { seed, id, name: id, inputs, outputs, place: {}, find: () => undefined };
    for (const [property, template] of Object.entries(this.computed(inputs)))
      setComputed(outputs, property, fill(template, scene));
    if (this.hasStatus) outputs["status"] ??= {};
    const metadata = reveal(inputs["metadata"]);
    outputs["metadata"] = {
      ...(isObject(metadata) ? metadata : {}),
      name: id.slice(id.indexOf("/") + 1),
      uid: derivedUuid(seed, "uid"),
      resourceVersion: derived(seed, String(generation), "digits", 6),
      generation,
      creationTimestamp: SANDBOX_TIME,
    };
    return this.hidden(outputs);
  }

  /** A Secret's data are secrets, and what was given as text is stored encoded. */
  private hidden(outputs: Properties): Properties {
    if (this.of.kind !== "Secret") return outputs;
    const data: Properties = {};
    for (const [property, encode] of [
      ["data", false],
      ["stringData", true],
    ] as const) {
      const values = reveal(outputs[property]);
      if (!isObject(values) || isUnknown(values)) continue;
      for (const [key, value] of Object.entries(values)) data[key] = encode ? encoded(value) : value;
      outputs[property] = secret(values);
    }
    return { ...outputs, ...(Object.keys(data).length > 0 && { data: secret(data) }) };
  }
}

function encoded(value: Value): Value {
  const text = knownString(value);
  return text === undefined ? UNKNOWN : Buffer.from(text, "utf8").toString("base64");
}

function at(root: Value | undefined, ...keys: readonly string[]): Value | undefined {
  let value = reveal(root);
  for (const key of keys)
    value = isObject(value) ? reveal(value[key]) : isUnknown(value) ? UNKNOWN : undefined;
  return value;
}

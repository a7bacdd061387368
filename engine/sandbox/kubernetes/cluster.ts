import { createHash } from "node:crypto";
import { isObject, knownString, reveal, valuesAt, type Properties, type Value } from "../values";

/** Which cluster a provider talks to, and how. */
export interface ClusterConfig {
  /** The cluster's identity: its API server's address where the kubeconfig tells it. */
  readonly cluster: string;
  /** The namespace of objects that name none. */
  readonly namespace: string;
  /** Whether data of ConfigMaps and of Secrets may change in place; otherwise a change makes new objects, as the true provider does. */
  readonly mutable: { readonly configMaps: boolean; readonly secrets: boolean };
}

function parsed(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- YAML kubeconfigs are rare, and the parser would slow every start
    const yaml = require("yaml") as typeof import("yaml");
    try {
      return yaml.parse(text) as Value;
    } catch {
      return undefined;
    }
  }
}

/** Whether a kubeconfig setting is the configuration itself and not the path of a file. */
function isInline(kubeconfig: string): boolean {
  return kubeconfig.trimStart().startsWith("{") || kubeconfig.includes("\n");
}

function named(list: Value | undefined, name: string | undefined, part: string): Properties | undefined {
  const items = reveal(list);
  if (!Array.isArray(items)) return undefined;
  const found = items.find((item) => isObject(item) && item["name"] === name);
  const value = isObject(found) ? found[part] : undefined;
  return isObject(value) ? value : undefined;
}

/** What is wrong with a provider's settings. */
export function clusterConfigFailures(settings: Properties): string[] {
  const kubeconfig = knownString(settings["kubeconfig"]);
  if (kubeconfig === undefined || !isInline(kubeconfig)) return [];
  const config = parsed(kubeconfig);
  return isObject(config) && Array.isArray(config["clusters"])
    ? []
    : ["failed to parse kubeconfig: it has no list of clusters"];
}

function address(settings: Properties): string | undefined {
  const kubeconfig = knownString(settings["kubeconfig"]);
  if (kubeconfig === undefined) return undefined;
  const config = isInline(kubeconfig) ? parsed(kubeconfig) : undefined;
  if (!isObject(config)) return createHash("sha256").update(kubeconfig).digest("hex").slice(0, 16);
  const context = knownString(settings["context"]) ?? knownString(config["current-context"]);
  const cluster =
    knownString(settings["cluster"]) ??
    knownString(named(config["contexts"], context, "context")?.["cluster"]);
  const first = valuesAt(config, "clusters").flat()[0];
  const only = isObject(first) && isObject(first["cluster"]) ? first["cluster"] : undefined;
  return knownString((named(config["clusters"], cluster, "cluster") ?? only)?.["server"]);
}

function isOn(settings: Properties, key: string): boolean {
  const value = reveal(settings[key]);
  return value === true || value === "true";
}

/**
 * What a provider is configured to. A provider whose kubeconfig is not known yet (at preview, before its cluster exists) stands for a
 * cluster of its own.
 *
 * @param urn the provider's
 */
export function clusterConfig(settings: Properties, urn: string): ClusterConfig {
  const known = knownString(settings["clusterIdentifier"]) ?? address(settings);
  return {
    cluster: known ?? `${urn} ${knownString(settings["context"]) ?? ""}`,
    namespace: knownString(settings["namespace"]) ?? "default",
    mutable: {
      configMaps: isOn(settings, "enableConfigMapMutable"),
      secrets: isOn(settings, "enableSecretMutable"),
    },
  };
}

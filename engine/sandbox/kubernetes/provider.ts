import { FACTS_HINT } from "../bridged/provider";
import { CloudError } from "../errors";
import { readSchemas, type SchemaFile, type SchemaNode, type SchemaRef } from "../facts/model";
import type { ConfiguredProvider, Provider, ResourceModel } from "../provider";
import type { Properties } from "../values";
import { clusterConfig, clusterConfigFailures, type ClusterConfig } from "./cluster";
import { CLUSTER_SCOPED, HANDWRITTEN } from "./kinds";
import { ApiObject, type ObjectKind } from "./object";
import { RELEASE_TOKEN } from "./presence";
import { Release } from "./release";

const PATCH = "Patch";

let schemas: SchemaFile | undefined;

function allSchemas(): SchemaFile {
  return (schemas ??= readSchemas());
}

/** `apps/v1` and `Deployment` of `kubernetes:apps/v1:Deployment`; the core group's tokens say `core/v1` for `v1`. */
function splitToken(token: string): { apiVersion: string; kind: string } {
  const [, version = "", kind = ""] = /^kubernetes:(.*):([^:]*)$/.exec(token) ?? [];
  return { apiVersion: version.replace(/^core\//, ""), kind };
}

/** What is known about the kind a token names, or undefined. */
function kindOf(token: string): ObjectKind | undefined {
  const { apiVersion, kind } = splitToken(token);
  const { nodes, kinds } = allSchemas();
  const find = (name: string): SchemaRef | undefined =>
    kinds[`${apiVersion}/${name}`] ?? HANDWRITTEN[`${apiVersion}/${name}`];
  const whole = find(kind);
  const patched = whole === undefined && kind.endsWith(PATCH) ? kind.slice(0, -PATCH.length) : undefined;
  const name = patched ?? kind;
  const schema = whole ?? (patched === undefined ? undefined : find(patched));
  const metadata = propertyOf(kinds["v1/ConfigMap"], "metadata", nodes);
  if (schema === undefined || metadata === undefined) return undefined;
  const namespaced = !CLUSTER_SCOPED.has(name);
  return {
    token,
    apiVersion,
    kind: name,
    namespaced,
    schema,
    nodes,
    metadata,
    isPatch: patched !== undefined,
  };
}

function propertyOf(
  schema: SchemaRef | undefined,
  name: string,
  nodes: readonly SchemaNode[],
): SchemaRef | undefined {
  const node = typeof schema === "number" ? nodes[schema] : schema;
  return node?.properties?.[name];
}

class KubernetesProvider implements ConfiguredProvider {
  private readonly models = new Map<string, ResourceModel>();

  constructor(private readonly config: ClusterConfig) {}

  resource(token: string): ResourceModel {
    let model = this.models.get(token);
    if (model === undefined) {
      model = this.model(token);
      this.models.set(token, model);
    }
    return model;
  }

  private model(token: string): ResourceModel {
    if (token === RELEASE_TOKEN) return new Release(this.config);
    const kind = kindOf(token);
    if (kind !== undefined) return new ApiObject(kind, this.config);
    throw new CloudError(
      "invalid",
      `the sandbox's kubernetes provider has no schema of the type ${token}; ${FACTS_HINT}`,
    );
  }

  invoke(token: string): Properties {
    throw new CloudError(
      "invalid",
      `the sandbox's kubernetes provider does not know the function ${token}; ${FACTS_HINT}`,
    );
  }
}

export const KUBERNETES: Provider = {
  name: "kubernetes",
  package: "@pulumi/kubernetes",
  checkConfig: clusterConfigFailures,
  relocating: (olds, news) =>
    clusterConfig(olds, "").cluster === clusterConfig(news, "").cluster ? [] : ["kubeconfig"],
  configure: (settings, urn) => new KubernetesProvider(clusterConfig(settings, urn)),
};

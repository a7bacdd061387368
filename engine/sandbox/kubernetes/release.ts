import type { Claim } from "../claims";
import { differences, replacesOn } from "../difference";
import { CloudError } from "../errors";
import { derived, nameOf } from "../identity";
import type { CheckRequest, Checked, Difference, Made, Making, ResourceModel } from "../provider";
import { UNKNOWN, isObject, isUnknown, knownString, reveal, valuesAt, type Properties } from "../values";
import type { ClusterConfig } from "./cluster";
import { RELEASE } from "./kinds";
import { missingNamespace, RELEASE_TOKEN } from "./presence";
import { violations } from "./schema";

/** Hex characters that make a made-up name unique. */
const NAME_SUFFIX_LENGTH = 8;
/** Helm's limit: the name goes into labels, with a suffix. */
const NAME_LENGTH = 53;
const NAME_PATTERN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** A Helm release. Nothing is rendered: that a chart takes its values is tested elsewhere, here they must only be an object. */
export class Release implements ResourceModel {
  private readonly replaces = replacesOn(["name", "namespace"]);

  constructor(private readonly config: ClusterConfig) {}

  check(request: CheckRequest): Checked {
    const inputs: Properties = { ...request.news };
    const made = `${nameOf(request.urn)}-${derived(request.urn, "release", "hex", NAME_SUFFIX_LENGTH)}`;
    if (reveal(inputs["name"]) === undefined)
      inputs["name"] = request.olds["name"] ?? request.proposedName ?? made;
    if (reveal(inputs["namespace"]) === undefined) inputs["namespace"] = this.config.namespace;
    const failures = violations(inputs, RELEASE, "", { nodes: [] });
    const name = knownString(inputs["name"]);
    if (name !== undefined && (name.length > NAME_LENGTH || !NAME_PATTERN.test(name)))
      failures.push(
        `invalid release name ${JSON.stringify(name)}: it must be a lowercase RFC 1123 subdomain of at most ${NAME_LENGTH} characters`,
      );
    failures.push(...this.chartProblem(inputs));
    return { inputs, failures };
  }

  private chartProblem(inputs: Properties): string[] {
    const chart = knownString(inputs["chart"]);
    const repository = valuesAt(inputs, "repositoryOpts.repo")[0];
    if (chart === undefined || repository !== undefined || /^oci:|[/\\]|\.tgz$/.test(chart)) return [];
    if (isUnknown(inputs["repositoryOpts"])) return [];
    return [
      `could not locate chart ${JSON.stringify(chart)}: it is no path, and repositoryOpts.repo is not set; name the repository, or give an oci:// address`,
    ];
  }

  diff(oldInputs: Properties, newInputs: Properties): Difference {
    const changes = differences(oldInputs, newInputs, this.replaces);
    return { changes, deleteBeforeReplace: false };
  }

  claims(inputs: Properties): Claim[] {
    const id = this.idOf(inputs);
    if (id === undefined) return [];
    const refusal = `release ${id}: cannot re-use a name that is still in use`;
    return [{ name: ["kubernetes", this.config.cluster, "helm release", id].join(" | "), refusal }];
  }

  private idOf(inputs: Properties): string | undefined {
    const [name, namespace] = [knownString(inputs["name"]), knownString(inputs["namespace"])];
    return name === undefined || namespace === undefined ? undefined : `${namespace}/${name}`;
  }

  foresee({ inputs }: Making): Properties {
    return { ...inputs, version: inputs["version"] ?? UNKNOWN, status: UNKNOWN };
  }

  make({ urn, inputs, view }: Making): Made {
    const id = this.idOf(inputs) ?? nameOf(urn);
    const namespace = knownString(inputs["namespace"]) ?? "";
    if (reveal(inputs["createNamespace"]) !== true && missingNamespace(namespace, this.config.cluster, view))
      throw new CloudError(
        "notFound",
        `release ${id}: create: failed to create: namespaces "${namespace}" not found`,
      );
    return { id, key: this.key(id), seed: urn, outputs: this.installed(inputs, 1) };
  }

  remake(making: Making, _id: string, olds: Properties): Properties {
    const status = reveal(olds["status"]);
    const revision = isObject(status) ? Number(reveal(status["revision"]) ?? 1) : 1;
    return this.installed(making.inputs, revision + 1);
  }

  key(id: string): string {
    return [RELEASE_TOKEN, this.config.cluster, id].join(" | ");
  }

  obstacle(): undefined {
    return undefined;
  }

  takesAlong(): string[] {
    return [];
  }

  private installed(inputs: Properties, revision: number): Properties {
    const { chart = "", name = "", namespace = "" } = inputs;
    const version = inputs["version"] ?? "0.0.0";
    const status = { chart, name, namespace, revision, status: "deployed", version, appVersion: version };
    return { ...inputs, version, status };
  }
}

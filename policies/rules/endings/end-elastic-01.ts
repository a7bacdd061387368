import { paidFields, paidKinds, paidSettings, type ElasticLicence } from "../../../content/elastic-licence";
import { ownFormsOf } from "../../evaluation/kubernetes-objects";
import { kindOf } from "../../evaluation/kubernetes-types";
import { objectsInStack } from "../../evaluation/namespaces";
import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader, Unknown } from "../../evaluation/reader";
import type { StackRule } from "../../evaluation/rule";
import type { Doubt, Stack } from "../../evaluation/siblings";
import { leavesOf } from "../../evaluation/trees";

const ELASTICSEARCH = "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch";
const KIBANA = "kubernetes:kibana.k8s.elastic.co/v1:Kibana";
const SECRET = "kubernetes:core/v1:Secret";
const SECRET_TYPES = ownFormsOf([SECRET]);

/** By which ECK finds the secret that holds a licence or starts a trial. */
const LICENCE_LABELS = [
  { name: "license.k8s.elastic.co/scope", value: "operator" },
  { name: "common.k8s.elastic.co/type", value: "enterprise-license" },
];

export const noPaidElasticFeatures: StackRule = {
  id: "END-ELASTIC-01",
  slug: "no-elastic-features-without-their-licence",
  title: "No Elastic feature that needs a licence which the stack does not have",
  severity: "medium",
  scope: "stack",
  types: [...paidKinds.map(({ type }) => type), ELASTICSEARCH, KIBANA],
  siblings: SECRET_TYPES,
  controls: { soc2: ["CC9.2"], iso27001: ["A.5.32"] },
  remediation:
    "Use what does the same on the Basic licence; the message names it. Where there is a licence, its secret belongs to the stack.",
  url: "https://www.elastic.co/subscriptions",
  check({ type, inputs }, stack) {
    const paid = paidKinds.find((kind) => kind.type === type);
    const uses = paid === undefined ? usesOf(type, inputs) : [{ ...paid, place: "kind" }];
    if (uses.length === 0) return pass;
    const licence = licenceIn(stack);
    if (licence === true) return pass;
    return allOf(
      uses.map((use) => {
        if ("unknown" in use) return undetermined(use.unknown);
        return typeof licence === "object" ? undetermined(licence.unknown, licence.urn) : refused(use);
      }),
    );
  },
};

interface Use {
  readonly feature: string;
  readonly licence: ElasticLicence;
  readonly replacement: string;
  /** Path of the property that switches it on. */
  readonly place: string;
}

function refused({ feature, licence, replacement, place }: Use): Outcome {
  return violation("needs-licence", {
    message: `${feature} needs Elastic's licence '${licence}', and the stack holds none: on Basic it is refused, or silently not there`,
    fix: `use ${replacement}`,
    property: place,
  });
}

function usesOf(type: string, inputs: Reader): readonly (Use | { readonly unknown: Unknown })[] {
  const kind = kindOf(type);
  const fields = paidFields
    .filter((field) => field.kind === kind)
    .flatMap(({ path, ...feature }) => whereOn(inputs.at("spec", ...path), feature));
  const configs =
    type === ELASTICSEARCH ? configsOf(inputs.at("spec", "nodeSets")) : [inputs.at("spec", "config")];
  return [...fields, ...configs.flatMap(settingsIn)];
}

function configsOf(nodeSets: Reader): readonly Reader[] {
  const list = nodeSets.list();
  if (list.state === "unknown") return [nodeSets];
  return list.state === "absent" ? [] : list.value.map((set) => set.at("config"));
}

function whereOn(
  place: Reader,
  feature: Omit<Use, "place">,
): readonly (Use | { readonly unknown: Unknown })[] {
  const leaves = leavesOf(place);
  const on = leaves.find(
    ({ value }) => value.state === "value" && value.value !== "false" && value.value !== "",
  );
  if (on !== undefined) return [{ ...feature, place: place.path }];
  return leaves.flatMap(({ value }) => (value.state === "unknown" ? [{ unknown: value }] : [])).slice(0, 1);
}

/** Settings may be written in dots or as a tree: `xpack.security.audit.enabled`. */
function settingsIn(config: Reader): readonly (Use | { readonly unknown: Unknown })[] {
  return leavesOf(config).flatMap(
    ({ keys, value, path }): readonly (Use | { readonly unknown: Unknown })[] => {
      const name = keys.join(".");
      if (value.state === "unknown") return [{ unknown: value }];
      const found = paidSettings.find(({ setting, values }) => {
        if (!setting.test(name) || value.state !== "value") return false;
        return values === undefined ? value.value !== "false" : values.includes(value.value);
      });
      return found === undefined
        ? []
        : [{ feature: found.feature, licence: found.licence, replacement: found.replacement, place: path }];
    },
  );
}

/** Whether the stack holds a licence, or why that cannot be told. */
function licenceIn(stack: Stack): boolean | Doubt {
  let doubt: Doubt | undefined;
  for (const { resource, object } of objectsInStack(stack, SECRET, SECRET_TYPES)) {
    for (const { name, value } of LICENCE_LABELS) {
      const label = object.body.at("metadata", "labels", name).text();
      if (label.state === "value" && label.value === value) return true;
      if (label.state === "unknown") doubt ??= { urn: resource.urn, unknown: label };
    }
  }
  return doubt ?? false;
}

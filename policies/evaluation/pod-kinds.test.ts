import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { describeWithShared, sharedPath } from "../../engine/testing/shared";
import { canonicalKubernetesType, kubernetesType } from "./kubernetes-types";
import { EACH, podKinds } from "./pod-kinds";

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
}
interface Definition {
  kind: string;
  spec: {
    group: string;
    names: { kind: string };
    versions: { name: string; schema: { openAPIV3Schema: Schema } }[];
  };
}

/** Templates of the pods with which cert-manager answers challenges: they take labels and placement, no containers. */
const NO_CONTAINERS = ["Issuer", "ClusterIssuer"];

/** Places in a schema below which pods stand: `podTemplate` or `template`, or what has containers itself. */
function templatesIn(schema: Schema, at: readonly string[] = []): readonly string[] {
  const { properties = {} } = schema;
  if (properties["containers"]?.items?.properties?.["image"] !== undefined)
    return [(at.at(-1) === "spec" && at.length > 1 ? at.slice(0, -1) : at).join(".")];
  return Object.entries(properties).flatMap(([name, below]) =>
    name === "podTemplate" && below.properties?.["spec"]?.properties?.["containers"] === undefined
      ? [[...at, name].join(".")]
      : below.items === undefined
        ? templatesIn(below, [...at, name])
        : templatesIn(below.items, [...at, name, EACH]),
  );
}

describeWithShared("the table of kinds beside the operators' definitions", ["crds"], () => {
  const templates = new Map(
    podKinds.map(({ type, templates: places }) => [type, places.map((steps) => steps.join("."))]),
  );

  for (const file of readdirSync(sharedPath("crds")).filter((name) => name.endsWith(".yaml"))) {
    it(`finds every place of pods in ${file}`, () => {
      const documents = parseAllDocuments(readFileSync(sharedPath("crds", file), "utf8"));
      for (const document of documents as unknown as { toJS(): Definition | null }[]) {
        const definition = document.toJS();
        if (definition?.kind !== "CustomResourceDefinition") continue;
        const { group, names, versions } = definition.spec;
        for (const { name, schema } of NO_CONTAINERS.includes(names.kind) ? [] : versions) {
          const found = templatesIn(schema.openAPIV3Schema);
          const type = canonicalKubernetesType(kubernetesType(`${group}/${name}`, names.kind));
          for (const place of found)
            assert.ok(templates.get(type)?.includes(place), `${type}: ${place} is not in the table`);
        }
      }
    }).timeout(30_000);
  }
});

import assert from "node:assert/strict";
import * as path from "node:path";
import { record, type Registered } from "../components/testing/record";
import { loadSettings } from "../stacks/load-settings";
import { createRegion } from "./region";
import { hubOutputs } from "./testing/stacks";

/**
 * Auto Mode replaces every node within 21 days, whatever runs on it. What can be read from the registered values is judged here, whoever
 * registered them: where there is a volume, there are replicas over zones with a disruption budget, or a reason why there is one.
 */
const ROOT = path.resolve(__dirname, "..", "..");
const STACKS = ["us-east-1", "us-west-2", "eu-west-1"];
type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A part of a release's values or of an object that asks for volumes, with what stands around it, from the inside out. */
interface Stateful {
  readonly name: string;
  readonly spec: Tree;
  readonly around: readonly Tree[];
}

/** Whether a part asks for volumes: by a template of claims, anywhere but deeper than one level, or by the charts' `persistence`. */
function asksForVolumes(part: Tree): boolean {
  const { persistence } = part;
  if (isTree(persistence) && persistence["enabled"] === true) return true;
  return Object.entries(part).some(
    ([key, value]) =>
      key === "volumeClaimTemplates" || (isTree(value) && Object.hasOwn(value, "volumeClaimTemplate")),
  );
}

function statefulParts(name: string, part: unknown, around: readonly Tree[] = []): Stateful[] {
  if (Array.isArray(part)) return part.flatMap((each) => statefulParts(name, each, around));
  if (!isTree(part)) return [];
  if (asksForVolumes(part)) return [{ name, spec: part, around }];
  return Object.entries(part).flatMap(([key, value]) =>
    statefulParts(`${name}.${key}`, value, [part, ...around]),
  );
}

/** What is wrong with a part that has volumes, when its nodes are replaced one after the other. */
function faults({ name, spec, around }: Stateful): string[] {
  const { replicas = 1, annotations, topologySpreadConstraints: spreads } = spec;
  const reason = isTree(annotations) ? annotations["pharos.io/singleton"] : undefined;
  if (replicas === 1) return reason === undefined ? [`${name} has one replica and no reason`] : [];
  const spread = Array.isArray(spreads) ? (spreads as Tree[]) : [];
  const overZones = spread.some(
    ({ topologyKey, whenUnsatisfiable }) =>
      topologyKey === "topology.kubernetes.io/zone" && whenUnsatisfiable === "DoNotSchedule",
  );
  const budget = [spec, ...around].map((each) => each["podDisruptionBudget"]).find(isTree);
  const limits = budget !== undefined && budget["enabled"] !== false;
  const min = Number(budget?.["minAvailable"] ?? 0);
  return [
    ...(overZones ? [] : [`${name} may have all its replicas in one zone`]),
    ...(limits ? [] : [`${name} has no disruption budget`]),
    // A budget that allows nothing holds a node until its time is over, and then is broken.
    ...(min >= Number(replicas) ? [`${name} lets no replica go`] : []),
  ];
}

/** Objects of these kinds are made by controllers that keep budgets of their own. */
const KEEPS_BUDGETS = ["Elasticsearch", "Logstash"];

/** Kubernetes' own workload with volumes. */
const SET = "kubernetes:apps/v1:StatefulSet";
const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";

interface PodSet {
  readonly metadata: Tree;
  readonly spec: Tree & {
    readonly template: { readonly metadata: { readonly labels: Tree }; readonly spec: Tree };
  };
}

/** A set said in the words of the charts, with what stands elsewhere in Kubernetes: its reason, its zones, and the budget of its pods. */
function inChartWords({ inputs }: Registered, resources: readonly Registered[]): Tree {
  const { metadata, spec } = inputs as unknown as PodSet;
  const { labels } = spec.template.metadata;
  const budget = resources
    .filter(({ type }) => type === BUDGET)
    .map(({ inputs: of }) => of["spec"] as Tree & { selector: { matchLabels: Tree } })
    .find(({ selector }) =>
      Object.entries(selector.matchLabels).every(([label, value]) => labels[label] === value),
    );
  return {
    ...spec,
    annotations: metadata["annotations"],
    topologySpreadConstraints: spec.template.spec["topologySpreadConstraints"],
    ...(budget === undefined ? {} : { podDisruptionBudget: budget }),
  };
}

function judge(resources: readonly Registered[]): { judged: string[]; faults: string[] } {
  const parts = resources
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .filter(({ inputs }) => !KEEPS_BUDGETS.includes(String(inputs["kind"])))
    .flatMap((resource) => {
      const { type, name, inputs } = resource;
      const values: unknown =
        type === SET ? inChartWords(resource, resources) : (inputs["values"] ?? inputs["spec"]);
      return statefulParts(name, values);
    });
  return { judged: parts.map(({ name }) => name), faults: parts.flatMap(faults) };
}

/** Registering a whole stack takes a second, and ten on a busy machine. */
const PATIENCE_MS = 30_000;

describe("replacement of nodes", function () {
  this.timeout(PATIENCE_MS);

  for (const stack of STACKS) {
    it(`is survived by everything in ${stack} that has a volume`, async () => {
      const { resources } = await record(() => createRegion(loadSettings(ROOT, stack)), {
        stack,
        hubOutputs,
      });
      const { judged, faults: found } = judge(resources);
      assert.deepEqual(found, []);
      for (const known of [
        "metrics-kube-prometheus-stack.prometheus.prometheusSpec",
        "metrics-kube-prometheus-stack.alertmanager.alertmanagerSpec",
      ])
        assert.ok(judged.includes(known), `${known} was not judged: ${judged.join(", ")}`);
    });

    it(`leaves nothing in ${stack} to scrape that Auto Mode runs on the nodes themselves`, async () => {
      const recording = await record(() => createRegion(loadSettings(ROOT, stack)), { stack, hubOutputs });
      const values = recording.get("kubernetes:helm.sh/v3:Release", "metrics-kube-prometheus-stack").inputs[
        "values"
      ] as Tree;
      for (const part of ["coreDns", "kubeProxy"]) assert.deepEqual(values[part], { enabled: false }, part);
    });
  }

  const pair = {
    podDisruptionBudget: { enabled: true, minAvailable: 1 },
    spec: {
      replicas: 2,
      storage: { volumeClaimTemplate: {} },
      topologySpreadConstraints: [
        { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
      ],
    },
  };
  const found = (values: unknown): string[] => statefulParts("release", values).flatMap(faults);
  it("is judged: a pair without budget or zones, a single one without a reason, a budget that lets nobody go", () => {
    assert.deepEqual(found(pair), []);
    assert.deepEqual(found({ spec: pair.spec }), ["release.spec has no disruption budget"]);
    assert.deepEqual(found({ ...pair, podDisruptionBudget: { minAvailable: 2 } }), [
      "release.spec lets no replica go",
    ]);
    assert.deepEqual(found({ ...pair, spec: { ...pair.spec, topologySpreadConstraints: [] } }), [
      "release.spec may have all its replicas in one zone",
    ]);
    assert.deepEqual(found({ persistence: { enabled: true } }), ["release has one replica and no reason"]);
    assert.deepEqual(found({ persistence: { enabled: false } }), []);
  });

  it("is judged of Kubernetes' own sets by what stands beside them", async () => {
    const recording = await record(() => createRegion(loadSettings(ROOT, "eu-west-1")), {
      stack: "eu-west-1",
      hubOutputs,
    });
    const without = recording.resources.filter(({ type }) => type !== BUDGET);
    assert.deepEqual(judge(without).faults, [
      "thanos-thanos-store has no disruption budget",
      "fluentd-pods has no disruption budget",
      "logstash-pods has no disruption budget",
    ]);
  });
});

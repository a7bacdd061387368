import { ownFormsOf } from "../../evaluation/kubernetes-objects";
import { kindOf } from "../../evaluation/kubernetes-types";
import { nameOf, namespaceOf, objectsInStack, type Placed } from "../../evaluation/namespaces";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { podsOf, podTypes, type Pod } from "../../evaluation/pods";
import type { Reader, Unknown } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";
import { selects } from "../../evaluation/selectors";
import { blockadeOf } from "./disruption-budget";

const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";
const BUDGET_TYPES = ownFormsOf([BUDGET]);
const SCALER_TYPES = [
  "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  "kubernetes:autoscaling/v1:HorizontalPodAutoscaler",
];

/** Kinds that run several of the same pod. */
const REPLICATED: readonly string[] = [
  "CloneSet",
  "Deployment",
  "ReplicaSet",
  "ReplicationController",
  "Rollout",
  "StatefulSet",
];
/** Those of operators, which add labels, budgets and spreading themselves. */
const OPERATED: readonly string[] = ["Alertmanager", "Prometheus", "ThanosRuler"];

/** Annotation of a workload, or of its pods, that must not run twice, with the reason as its value. */
const SINGLETON = "pharos.io/singleton";

/** With one, every update, every node that goes, is an outage. */
const FEWEST_REPLICAS = 2;

const ZONES: readonly string[] = ["topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone"];
const NODES: readonly string[] = ["kubernetes.io/hostname"];

export const workloadsSurviveNodes: StackRule = {
  id: "K8S-RES-03",
  slug: "workloads-survive-nodes-and-zones",
  title: "Critical workloads have >= 2 replicas, a PDB and spreading",
  severity: "medium",
  scope: "stack",
  types: podTypes,
  siblings: [...BUDGET_TYPES, ...SCALER_TYPES],
  controls: {
    soc2: ["A1.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.14"],
  },
  remediation: `Run at least ${FEWEST_REPLICAS} replicas, spread them over zones, and give them a PodDisruptionBudget. What must not run twice says why in the annotation ${SINGLETON}.`,
  url: "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/",
  check(resource, stack) {
    const outcomes = podsOf(resource).flatMap((pod) => judge(pod, resource, stack));
    return outcomes.length === 0 ? notApplicable("it makes no pods") : allOf(outcomes);
  },
};

function judge(pod: Pod, resource: Resource, stack: Stack): readonly Outcome[] {
  const operated = OPERATED.includes(pod.kindName);
  if (!operated && !REPLICATED.includes(pod.kindName))
    return [notApplicable("it is no kind that runs several of the same pod")];
  const placed: Placed = { resource, object: pod.object };
  const replicas = judgeReplicas(placed, stack);
  const outcomes =
    operated || replicas.kind === "violation"
      ? [replicas]
      : [replicas, judgeBudgetOf(pod, placed, stack), judgeSpread(pod)];
  const wrong = outcomes.some(({ kind }) => kind === "violation");
  let doubt: Unknown | undefined;
  // Some charts annotate the workload alone, others its pods alone.
  for (const metadata of [pod.object.body.at("metadata"), pod.metadata]) {
    const place = metadata.at("annotations", SINGLETON);
    const singleton = place.filledText();
    if (singleton.state === "value") return [notApplicable(`it must not run twice: ${singleton.value}`)];
    if (singleton.state === "unknown" && !place.isGap) doubt ??= singleton;
  }
  return wrong && doubt !== undefined ? [undetermined(doubt)] : outcomes;
}

function judgeReplicas(placed: Placed, stack: Stack): Outcome {
  const place = placed.object.body.at("spec", "replicas");
  const own = place.number();
  if (own.state === "unknown") return undetermined(own);
  if (own.state === "value" && own.value >= FEWEST_REPLICAS) return pass;
  const scaled = scaledTo(placed, stack);
  if (typeof scaled === "object") return undetermined(scaled.unknown, scaled.urn);
  if (scaled !== undefined && scaled >= FEWEST_REPLICAS) return pass;
  // None at all is a workload that is switched off.
  if (own.state === "value" && own.value === 0 && scaled === undefined) return pass;
  const found =
    scaled !== undefined
      ? `at least ${scaled}, by its autoscaler`
      : own.state === "value"
        ? String(own.value)
        : "not set, which means 1";
  return violation("single-replica", {
    message: `'replicas' is ${found}, so that every update and every node that goes is an outage; at least ${FEWEST_REPLICAS} are required`,
    fix: `run ${FEWEST_REPLICAS} replicas, or say in the annotation ${SINGLETON} why it must not run twice`,
    property: place.path,
  });
}

/** The fewest replicas that an autoscaler leaves a workload; undefined where it has none. */
function scaledTo(
  placed: Placed,
  stack: Stack,
): number | { readonly unknown: Unknown; readonly urn: string } | undefined {
  const name = nameOf(placed);
  for (const resource of SCALER_TYPES.flatMap((type) => stack.ofType(type))) {
    const target = resource.inputs.at("spec", "scaleTargetRef");
    const kind = target.at("kind").filledText();
    if (kind.state === "value" && kind.value !== kindOf(placed.object.type)) continue;
    const named = target.at("name").filledText();
    if (
      named.state === "absent" ||
      (named.state === "value" && name.state === "value" && named.value !== name.value)
    )
      continue;
    for (const read of [named, kind, name])
      if (read.state === "unknown") return { unknown: read, urn: resource.urn };
    const fewest = resource.inputs.at("spec", "minReplicas").number();
    if (fewest.state === "unknown") return { unknown: fewest, urn: resource.urn };
    return fewest.state === "value" ? fewest.value : 1;
  }
  return undefined;
}

function judgeBudgetOf(pod: Pod, placed: Placed, stack: Stack): Outcome {
  const labels = pod.metadata.at("labels");
  const where = namespaceOf(placed);
  let doubt: { readonly unknown: Unknown; readonly urn: string } | undefined;
  for (const budget of objectsInStack(stack, BUDGET, BUDGET_TYPES)) {
    const there = namespaceOf(budget);
    if (where.state === "value" && there.state === "value" && where.value !== there.value) continue;
    const selected = selects(budget.object.body.at("spec", "selector"), labels);
    if (selected === false) continue;
    const apart = inDoubt(placed, budget);
    if (selected === true && apart === undefined) return judgeBudget(budget, placed);
    doubt ??= selected === true ? apart : { unknown: selected, urn: budget.resource.urn };
  }
  const read = labels.fields();
  if (doubt === undefined && read.state === "unknown") doubt = { unknown: read, urn: placed.resource.urn };
  if (doubt !== undefined)
    return undetermined(doubt.unknown, doubt.urn === placed.resource.urn ? undefined : doubt.urn);
  return violation("no-budget", {
    message:
      "no PodDisruptionBudget of the stack selects its pods, so that an upgrade of nodes may end all of them at once; one is required",
    fix: "add a PodDisruptionBudget whose selector fits the pods' labels, with maxUnavailable 1",
    property: labels.path,
  });
}

/** Whether it cannot be told that two objects lie in one namespace. Names that flow from the same resource are the same. */
function inDoubt(a: Placed, b: Placed): { readonly unknown: Unknown; readonly urn: string } | undefined {
  const sources = new Set(a.resource.propertyDependencies.get("metadata") ?? []);
  const shared = (b.resource.propertyDependencies.get("metadata") ?? []).some((urn) => sources.has(urn));
  for (const each of shared ? [] : [a, b]) {
    const read = namespaceOf(each);
    if (read.state === "unknown") return { unknown: read, urn: each.resource.urn };
  }
  return undefined;
}

function judgeBudget(budget: Placed, placed: Placed): Outcome {
  const replicas = placed.object.body.at("spec", "replicas").number();
  const blockade = blockadeOf(
    budget.object.body,
    replicas.state === "value" && replicas.value > 1 ? replicas.value : undefined,
  );
  if (blockade === undefined) return pass;
  if ("state" in blockade) return undetermined(blockade, budget.resource.urn);
  const { field, value, place } = blockade;
  return violation("blocks-upgrades", {
    message: `the PodDisruptionBudget of its pods never lets one of them go: '${field}' is ${value}, so that their nodes cannot be drained; room for one is required`,
    fix: "set maxUnavailable to 1 in the PodDisruptionBudget",
    property: place.path,
    related: budget.resource.urn,
  });
}

/** What keeps replicas apart: terms by which the scheduler puts them on different nodes, or into different zones. */
function judgeSpread(pod: Pod): Outcome {
  const labels = pod.metadata.at("labels");
  const { terms, hidden } = termsOf(pod);
  const keys: string[] = [];
  const doubts: Unknown[] = [...hidden];
  for (const term of terms) {
    const key = term.at("topologyKey").filledText();
    const fits = selects(term.at("labelSelector"), labels);
    if (fits === false) continue;
    if (fits === true && key.state === "value") keys.push(key.value);
    if (typeof fits === "object") doubts.push(fits);
    if (key.state === "unknown") doubts.push(key);
  }
  if (keys.some((key) => ZONES.includes(key))) return pass;
  const [doubt] = doubts;
  if (doubt !== undefined) return undetermined(doubt);
  const place = pod.at("topologySpreadConstraints");
  const fix = `add a topologySpreadConstraint for ${ZONES[0]} whose labelSelector fits the pods' labels`;
  if (keys.some((key) => NODES.includes(key))) {
    return violation("not-over-zones", {
      message:
        "replicas are kept on different nodes, which may all be in one zone; spreading over zones is required",
      fix,
      property: place.path,
    });
  }
  return violation("not-spread", {
    message:
      "nothing that fits the pods' labels keeps replicas apart, so that one node may hold all of them; spreading over zones is required",
    fix,
    property: place.path,
  });
}

function termsOf(pod: Pod): { readonly terms: readonly Reader[]; readonly hidden: readonly Unknown[] } {
  const affinity = pod.at("affinity", "podAntiAffinity");
  const lists = [
    { place: pod.at("topologySpreadConstraints"), below: [] },
    { place: affinity.at("requiredDuringSchedulingIgnoredDuringExecution"), below: [] },
    { place: affinity.at("preferredDuringSchedulingIgnoredDuringExecution"), below: ["podAffinityTerm"] },
  ].map(({ place, below }) => ({ list: place.list(), below }));
  return {
    terms: lists.flatMap(({ list, below }) =>
      list.state === "value" ? list.value.map((each) => each.at(...below)) : [],
    ),
    hidden: lists.flatMap(({ list }) => (list.state === "unknown" ? [list] : [])),
  };
}

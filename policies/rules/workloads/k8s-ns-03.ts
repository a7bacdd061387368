import { objectsOf, ownFormsOf } from "../../evaluation/kubernetes-objects";
import {
  liesIn,
  nameOf,
  NAMESPACE,
  namespaceOf,
  objectsInStack,
  type Placed,
} from "../../evaluation/namespaces";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { podTypes, workloadsOf } from "../../evaluation/pods";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Doubt, Stack } from "../../evaluation/siblings";

const QUOTA = "kubernetes:core/v1:ResourceQuota";
const RANGE = "kubernetes:core/v1:LimitRange";
const CLAIM = "kubernetes:core/v1:PersistentVolumeClaim";

/** What bounds a namespace, and what happens without. */
const BOUNDS = [
  { type: QUOTA, reason: "no-quota", consequence: "one workload may take the whole cluster" },
  { type: RANGE, reason: "no-limit-range", consequence: "what says nothing of its size may be of any" },
] as const;
type Bound = (typeof BOUNDS)[number];

const NAMESPACE_TYPES = ownFormsOf([NAMESPACE]);
const BOUND_TYPES = ownFormsOf(BOUNDS.map(({ type }) => type));

export const namespacesAreBounded: StackRule = {
  id: "K8S-NS-03",
  slug: "namespaces-have-quotas-and-limit-ranges",
  title: "Namespaces have quotas and limit ranges",
  severity: "low",
  scope: "stack",
  types: [...NAMESPACE_TYPES, ...BOUND_TYPES, CLAIM, ...podTypes],
  siblings: [],
  controls: {
    soc2: ["A1.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.6"],
  },
  remediation: "Give the namespace a ResourceQuota and a LimitRange.",
  url: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
  check(resource, stack) {
    if (BOUND_TYPES.includes(resource.type)) return [];
    if (!NAMESPACE_TYPES.includes(resource.type)) return judgeElsewhere(resource, stack);
    return objectsOf(resource, [NAMESPACE]).flatMap((object) => judgeNamespace({ resource, object }, stack));
  },
};

function namespacesIn(stack: Stack): readonly Placed[] {
  return objectsInStack(stack, NAMESPACE, NAMESPACE_TYPES);
}

function boundsIn(stack: Stack, { type }: Bound): readonly Placed[] {
  return objectsInStack(stack, type, ownFormsOf([type]));
}

function judgeNamespace(namespace: Placed, stack: Stack): readonly Outcome[] {
  const name = nameOf(namespace);
  if (name.state === "value" && name.value.startsWith("kube-"))
    return [notApplicable("it belongs to Kubernetes itself")];
  return allOf(
    BOUNDS.map((bound) => {
      const answers = boundsIn(stack, bound).map((placed) => liesIn(placed, namespace));
      if (answers.includes(true)) return pass;
      const doubt = answers.find((answer): answer is Doubt => typeof answer === "object");
      if (doubt !== undefined)
        return undetermined(doubt.unknown, doubt.urn === namespace.resource.urn ? undefined : doubt.urn);
      const own = namespace.object.body.at("metadata", "name").filledText();
      return own.state === "unknown" ? undetermined(own) : unbounded(bound, "the namespace");
    }),
  );
}

/** What lies in a namespace that the stack does not make: nobody else would be asked for its bounds. */
function judgeElsewhere(resource: Resource, stack: Stack): readonly Outcome[] {
  const objects =
    resource.type === CLAIM ? [{ type: CLAIM, body: resource.inputs, patch: false }] : workloadsOf(resource);
  const outcomes = objects.flatMap((object) => judgeObject({ resource, object }, stack));
  return outcomes.length === 0 ? [] : allOf(outcomes);
}

function judgeObject(placed: Placed, stack: Stack): readonly Outcome[] {
  const where = namespaceOf(placed);
  if (namespacesIn(stack).some((namespace) => liesIn(placed, namespace) === true)) return [];
  if (where.state !== "value") return where.state === "unknown" ? [undetermined(where)] : [];
  return BOUNDS.map((bound) => {
    const reads = boundsIn(stack, bound).map((each) => ({ each, read: namespaceOf(each) }));
    if (reads.some(({ read }) => read.state === "value" && read.value === where.value)) return pass;
    for (const { each, read } of reads)
      if (read.state === "unknown") return undetermined(read, each.resource.urn);
    for (const namespace of namespacesIn(stack)) {
      const name = nameOf(namespace);
      if (name.state === "unknown") return undetermined(name, namespace.resource.urn);
    }
    return unbounded(bound, `the namespace ${where.value}, which the stack does not make,`);
  });
}

function unbounded({ type, reason, consequence }: Bound, namespace: string): Outcome {
  const kind = type.slice(type.lastIndexOf(":") + 1);
  return violation(reason, {
    message: `${namespace} has no ${kind} in the stack, so that ${consequence}; one is required`,
    fix: `add a ${kind} to the namespace`,
    property: namespace === "the namespace" ? "metadata.name" : "metadata.namespace",
  });
}

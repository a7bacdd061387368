import { formsOf, objectsOf, ownFormsOf } from "../../evaluation/kubernetes-objects";
import { liesIn, nameOf, NAMESPACE, objectsInStack, type Placed } from "../../evaluation/namespaces";
import { notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader, Unknown } from "../../evaluation/reader";
import type { StackRule } from "../../evaluation/rule";
import { selectsEverything } from "../../evaluation/selectors";
import type { Stack } from "../../evaluation/siblings";

const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const NAMESPACE_TYPES = ownFormsOf([NAMESPACE]);
const POLICY_TYPES = formsOf([POLICY]);

/** Namespaces of Kubernetes itself: what runs there speaks with everybody, or nothing runs there. */
const OWN_NAMESPACES = ["kube-system", "kube-public", "kube-node-lease"];

const DIRECTIONS = ["Ingress", "Egress"] as const;
type Direction = (typeof DIRECTIONS)[number];

export const namespacesDenyByDefault: StackRule = {
  id: "K8S-NET-01",
  slug: "namespaces-deny-traffic-by-default",
  title: "Every namespace has a default-deny NetworkPolicy",
  severity: "high",
  scope: "stack",
  types: [...NAMESPACE_TYPES, ...POLICY_TYPES],
  siblings: [],
  controls: {
    soc2: ["CC6.6"],
    pci: ["1.3.1", "1.3.2", "1.4.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.20", "A.8.22"],
  },
  remediation:
    "Give the namespace a NetworkPolicy with an empty podSelector and policyTypes Ingress and Egress, and others that open what is needed.",
  url: "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies",
  check(resource, stack) {
    // A policy is judged with its namespace; on its own it can only add to what is open.
    if (POLICY_TYPES.includes(resource.type)) return [];
    return objectsOf(resource, [NAMESPACE]).map((object) => judge({ resource, object }, stack));
  },
};

function judge(namespace: Placed, stack: Stack): Outcome {
  const name = nameOf(namespace);
  if (name.state === "value" && OWN_NAMESPACES.includes(name.value))
    return notApplicable("it belongs to Kubernetes itself");
  const doubts: { unknown: Unknown; urn: string }[] = [];
  const denied = new Set<Direction>();
  for (const policy of objectsInStack(stack, POLICY, POLICY_TYPES)) {
    const there = liesIn(policy, namespace);
    const all = selectsEverything(policy.object.body.at("spec", "podSelector"));
    if (there === false || all === false) continue;
    const directions = DIRECTIONS.map(
      (direction) => [direction, denies(policy.object.body.at("spec"), direction)] as const,
    );
    for (const answer of [there, all, ...directions.map(([, denied]) => denied)]) {
      if (typeof answer === "boolean") continue;
      doubts.push("unknown" in answer ? answer : { unknown: answer, urn: policy.resource.urn });
    }
    if (there === true && all === true)
      for (const [direction, closed] of directions) if (closed === true) denied.add(direction);
  }
  const open = DIRECTIONS.filter((direction) => !denied.has(direction));
  if (open.length === 0) return pass;
  if (
    name.state === "unknown" &&
    doubts.length === 0 &&
    namespace.object.body.at("metadata", "name").state === "unknown"
  )
    return undetermined(name);
  const [doubt] = doubts;
  if (doubt !== undefined)
    return undetermined(doubt.unknown, doubt.urn === namespace.resource.urn ? undefined : doubt.urn);
  const what = open.length === 2 ? "in both directions" : open[0] === "Egress" ? "outwards" : "inwards";
  return violation(open.length === 2 ? "open" : `open-${open[0]!.toLowerCase()}`, {
    message: `no NetworkPolicy of the stack closes the namespace for all of its pods ${what}; one with an empty podSelector that names Ingress and Egress and allows nothing is required`,
    fix: `add a NetworkPolicy with podSelector {} and policyTypes [${DIRECTIONS.join(", ")}]`,
    property: "metadata.name",
  });
}

/** Whether a policy for all pods closes a direction: it names it, and allows nothing in it that would open it to everybody. */
function denies(spec: Reader, direction: Direction): boolean | Unknown {
  const rules = spec.at(direction.toLowerCase());
  const types = spec.at("policyTypes").list();
  if (types.state === "unknown") return types;
  const list = rules.list();
  // Without types a policy closes ingress, and egress if it has rules for it.
  const named =
    types.state === "absent" || types.value.length === 0
      ? direction === "Ingress" || list.state !== "absent"
      : names(
          types.value.map((each) => each.text()),
          direction,
        );
  if (named !== true) return named;
  if (list.state === "unknown") return list;
  const opensAll = (list.state === "value" ? list.value : []).map((rule) => opensToAll(rule, direction));
  if (opensAll.includes(true)) return false;
  return opensAll.find((each) => typeof each === "object") ?? true;
}

function names(reads: readonly ReturnType<Reader["text"]>[], direction: Direction): boolean | Unknown {
  if (reads.some((read) => read.state === "value" && read.value === direction)) return true;
  return reads.find((read) => read.state === "unknown") ?? false;
}

/** A rule that names neither who nor which ports is open to all. */
function opensToAll(rule: Reader, direction: Direction): boolean | Unknown {
  const reads = [rule.at(direction === "Ingress" ? "from" : "to").list(), rule.at("ports").list()];
  for (const read of reads) if (read.state === "value" && read.value.length > 0) return false;
  return reads.find((read) => read.state === "unknown") ?? true;
}

import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Container, Pod } from "../../evaluation/pods";
import type { Read, Reader } from "../../evaluation/reader";
import { containerRule } from "./pod-rule";

interface Amount {
  readonly reason: string;
  readonly kind: "requests" | "limits";
  readonly resource: "cpu" | "memory";
  readonly consequence: string;
}

const AMOUNTS: readonly Amount[] = [
  {
    reason: "no-cpu-limit",
    kind: "limits",
    resource: "cpu",
    consequence: "it may take the node's time with no share of its own to fall back to",
  },
  {
    reason: "no-cpu-request",
    kind: "requests",
    resource: "cpu",
    consequence: "it is placed on any node, and gets nothing when the node is busy",
  },
  {
    reason: "no-memory-request",
    kind: "requests",
    resource: "memory",
    consequence: "it is placed on any node, and is the first to be ended when memory is short",
  },
  {
    reason: "no-memory-limit",
    kind: "limits",
    resource: "memory",
    consequence: "a leak takes the node with it",
  },
];

export const resourcesAreSet = containerRule(
  {
    id: "K8S-RES-01",
    slug: "resources-are-set",
    title: "CPU and memory requests and limits are set",

    severity: "medium",
    controls: {
      soc2: ["A1.1"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.6"],
    },
    remediation: "Set requests for cpu and memory and a limit for memory in every container.",
    url: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
  },
  judge,
  ["container", "init container", "sidecar"],
);

function judge(container: Container, pod: Pod): readonly Outcome[] {
  return AMOUNTS.map((amount) => judgeAmount(amount, container, pod));
}

function judgeAmount(amount: Amount, container: Container, pod: Pod): Outcome {
  const { kind, resource, reason, consequence } = amount;
  const set = amountAt(container, pod, kind, resource);
  if (set.state === "value") return pass;
  // A processor can be shared: who has asked for a part of it may do without a limit, which only makes it slow while others idle.
  if (reason === "no-cpu-limit") {
    const request = amountAt(container, pod, "requests", "cpu");
    if (request.state === "value") return pass;
    if (request.state === "unknown") return undetermined(request);
  }
  if (set.state === "unknown") return undetermined(set);
  const place = container.at("resources", kind, resource);
  const instead = reason === "no-cpu-limit" ? "a request for cpu, or a limit, is required" : "it is required";
  return violation(reason, {
    message: `'resources.${kind}.${resource}' of ${container.label} is not set, so that ${consequence}; ${instead}`,
    fix: reason === "no-cpu-limit" ? "set resources.requests.cpu" : `set resources.${kind}.${resource}`,
    property: place.path,
  });
}

/** What a container asks for, or its pod for all of its containers together. */
function amountAt(
  container: Container,
  pod: Pod,
  kind: Amount["kind"],
  resource: Amount["resource"],
): Read<string> {
  const own = container.at("resources", kind, resource);
  const places: readonly Reader[] =
    pod.kind.shape === undefined ? [own, pod.at("resources", kind, resource)] : [own];
  const reads = places.map((place) => place.filledText());
  return (
    reads.find(({ state }) => state === "value") ??
    reads.find(({ state }) => state === "unknown") ?? { state: "absent" }
  );
}

import { notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Container, Pod } from "../../evaluation/pods";
import { podRule } from "./pod-rule";

const PROBES = ["livenessProbe", "readinessProbe"] as const;

/** What is missed without each of them. */
const MISSED = {
  livenessProbe: { reason: "no-liveness-probe", consequence: "nobody restarts it when it hangs" },
  readinessProbe: { reason: "no-readiness-probe", consequence: "it gets requests before it can answer them" },
} as const;

export const longRunningContainersHaveProbes = podRule(
  {
    id: "K8S-RES-02",
    slug: "long-running-containers-have-probes",
    title: "Liveness and readiness probes",
    severity: "medium",
    controls: {
      soc2: ["A1.1", "CC7.2"],
      pci: ["10.7.2"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.14", "A.8.16"],
    },
    remediation: "Give every container of a long-running workload a livenessProbe and a readinessProbe.",
    url: "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
  },
  judge,
);

function judge(pod: Pod): readonly Outcome[] {
  if (pod.kind.lifetime === "job") return [notApplicable("its pods end when their work is done")];
  const policy = pod.at("restartPolicy");
  const restarts = policy.filledText();
  if (restarts.state === "value" && restarts.value !== "Always")
    return [notApplicable("its pods end when their work is done")];
  const outcomes = [
    ...pod.hidden.map((unknown) => undetermined(unknown)),
    ...pod.containers.filter(({ role }) => role === "container").flatMap(judgeContainer),
  ];
  const wrong = outcomes.some(({ kind }) => kind === "violation");
  return restarts.state === "unknown" && !policy.isGap && wrong ? [undetermined(restarts)] : outcomes;
}

function judgeContainer(container: Container): readonly Outcome[] {
  const probes = PROBES.map((probe) => ({ probe, place: container.at(probe) }));
  const missing = probes.filter(({ place }) => place.state === "absent");
  const unknown = probes.flatMap(({ place }) => {
    const read = place.fields();
    return read.state === "unknown" ? [undetermined(read)] : [];
  });
  const startup = container.at("startupProbe");
  if (missing.length === PROBES.length && startup.state === "absent") {
    return [
      violation("no-probes", {
        message: `${container.label} has no probe at all, so that nobody knows whether it works; livenessProbe and readinessProbe are required`,
        fix: "give it a livenessProbe and a readinessProbe",
        property: container.at("livenessProbe").path,
      }),
    ];
  }
  const startupRead = startup.fields();
  if (missing.length === PROBES.length && startupRead.state === "unknown") return [undetermined(startupRead)];
  return [
    pass,
    ...unknown,
    ...missing.map(({ probe, place }) =>
      violation(MISSED[probe].reason, {
        message: `${container.label} has no ${probe}, so that ${MISSED[probe].consequence}; one is required`,
        fix: `give it a ${probe}`,
        property: place.path,
      }),
    ),
  ];
}

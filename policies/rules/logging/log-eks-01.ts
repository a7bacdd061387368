import { pass, undetermined, violation } from "../../evaluation/outcome";
import { orDefault, type Read } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

/** Everything that the control plane can tell: a trail of what was done has no gaps only with all of them. */
const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

const PROPERTY = "enabledClusterLogTypes";

export const clustersLogTheirControlPlane: ResourceRule = {
  id: "LOG-EKS-01",
  slug: "clusters-log-their-control-plane",
  title: "EKS control-plane logs: all five types",
  severity: "high",
  types: ["aws:eks/cluster:Cluster"],
  controls: {
    soc2: ["CC7.2"],
    pci: ["10.2.1", "10.2.1.2"],
    gdpr: ["32(1)(d)"],
    iso27001: ["A.8.15"],
  },
  url: "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
  remediation: "Set enabledClusterLogTypes to api, audit, authenticator, controllerManager and scheduler.",
  scope: "resource",
  check({ inputs }) {
    const list = orDefault(inputs.at(PROPERTY).list(), []);
    if (list.state === "unknown") return undetermined(list);
    const types = list.value.map((entry) => entry.filledText());
    const missing = missingOf(types);
    const unknown = types.flatMap((type) => (type.state === "unknown" ? type : []));
    if (missing.length === 0) return pass;
    if (unknown.length >= missing.length) return undetermined(unknown[0]!);
    return violation("missing-types", {
      message: `'${PROPERTY}' lacks ${missing.join(", ")}; all of ${LOG_TYPES.join(", ")} are required`,
      fix: `add ${missing.join(", ")} to ${PROPERTY}`,
      property: PROPERTY,
    });
  },
  remediate({ inputs }) {
    const list = orDefault(inputs.at(PROPERTY).list(), []);
    if (list.state === "unknown") return [];
    const missing = missingOf(list.value.map((entry) => entry.filledText()));
    return missing.map((type, index) => ({ at: [PROPERTY, list.value.length + index], value: type }));
  },
};

function missingOf(types: readonly Read<string>[]): readonly string[] {
  const named = types.flatMap((type) => (type.state === "value" ? type.value : []));
  return LOG_TYPES.filter((type) => !named.includes(type));
}

import type { LineKind } from "../logs-shipping/line-kind";
import { nodeAgentsNamespace, runtimeSecurityNamespace } from "../versions";

/** Every finding of Falco, those of too low a priority for an alert among them, as its pods write it. */
export const falcoLog: LineKind = {
  name: "falco",
  namespaces: [nodeAgentsNamespace, runtimeSecurityNamespace],
  container: "falco",
  where: { rule: ["*"], priority: ["*"], output: ["*"] },
  dataset: "falco.alerts",
  kind: "alert",
  category: "intrusion_detection",
  type: "info",
  fields: { "rule.name": "rule", "rule.ruleset": "source", level: "priority", message: "output" },
};

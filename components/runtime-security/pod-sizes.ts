import type { PodSize } from "../../content/namespace-size";
import type { auditFalcoValues, falcoValues } from "./falco-values";
import type { falcosidekickValues } from "./falcosidekick-values";

/** The pods that Falco's values make on every node. */
export function falcoPods({ resources }: ReturnType<typeof falcoValues>): readonly PodSize[] {
  return [{ name: "falco", count: "every-node", containers: [resources] }];
}

/** Those in the namespace of what needs no node; on an existing cluster without an audit log, one of them is missing. */
export function runtimeSecurityPods(
  sidekick: ReturnType<typeof falcosidekickValues>,
  auditFalco?: ReturnType<typeof auditFalcoValues>,
): readonly PodSize[] {
  return [
    { name: "falcosidekick", count: sidekick.replicaCount, containers: [sidekick.resources] },
    ...(auditFalco === undefined
      ? []
      : [
          {
            name: "falco-k8s-audit",
            count: auditFalco.controller.deployment.replicas,
            containers: [auditFalco.resources],
          },
        ]),
  ];
}

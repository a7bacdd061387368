import type { PodSize } from "../../content/namespace-size";
import type { certManagerValues } from "./cert-manager-values";
import type { trustManagerValues } from "./trust-manager-values";

/** The pods that the values of cert-manager and trust-manager make in the namespace that they share. */
export function certificatePods(
  certManager: ReturnType<typeof certManagerValues>,
  trustManager: ReturnType<typeof trustManagerValues>,
): readonly PodSize[] {
  const { webhook, cainjector, startupapicheck } = certManager;
  return [
    { name: "cert-manager", count: certManager.replicaCount, containers: [certManager.resources] },
    { name: "webhook", count: webhook.replicaCount, containers: [webhook.resources] },
    { name: "cainjector", count: cainjector.replicaCount, containers: [cainjector.resources] },
    // A job, after the release.
    { name: "startupapicheck", count: 1, containers: [startupapicheck.resources] },
    { name: "trust-manager", count: trustManager.replicaCount, containers: [trustManager.resources] },
  ];
}

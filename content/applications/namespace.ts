import { serviceNames } from "../certificates";
import { SCRAPED_LABEL } from "../flows/places";
import { containerResources } from "../metrics/pod-security";
import type { PodSize } from "../namespace-size";
import type { RegionCertificate } from "../region-certificate";
import { retentionRules } from "../retention";
import { type Application, logsOf, mostPodsOf, type Service, serviceSecret } from "./application";
import { everyWorkload, LOG_PATH_LABEL, logPathOf } from "./log-path";

/** What an application's namespace says of itself, what may run there, and who its services are. */

/** What a pod asks for whose service says nothing. */
const DEFAULT_SIZE = { cpuMillicores: 500, memoryMiB: 512, memoryLimitMiB: 1024 } as const;

/** The level that is enforced: an application needs nothing of its node. */
const POD_SECURITY = "restricted";

/**
 * Labels of the namespace: whose it is, that it is scraped, by which way its logs go and what they hold, and what its pods may do. A
 * namespace that is made elsewhere needs the same.
 */
export function applicationLabels(application: Application): Record<string, string> {
  const recordClass = logsOf(application);
  return {
    "pharos/application": application.name,
    "pharos/team": application.team,
    "pharos/owner": application.team,
    [SCRAPED_LABEL.name]: SCRAPED_LABEL.value,
    [LOG_PATH_LABEL]: logPathOf(application.workload, everyWorkload),
    "pharos/record-class": recordClass,
    "pharos/data-classification": retentionRules[recordClass].classification,
    "pod-security.kubernetes.io/enforce": POD_SECURITY,
    "pod-security.kubernetes.io/enforce-version": "latest",
    "pod-security.kubernetes.io/audit": POD_SECURITY,
    "pod-security.kubernetes.io/warn": POD_SECURITY,
  };
}

/** What runs in the namespace at most, for its quota. */
export function podSizes({ services }: Application): PodSize[] {
  return services.map((service) => ({
    name: service.name,
    count: mostPodsOf(service),
    containers: [containerResources(service.size ?? DEFAULT_SIZE)],
  }));
}

/** The certificate of a service: it serves its metrics with it, and shows it to the collectors to which it sends. */
export function serviceCertificate(service: Service, namespace: string): RegionCertificate {
  return {
    namespace,
    secretName: serviceSecret(service),
    dnsNames: serviceNames(service.name, namespace),
    usages: ["server auth", "client auth"],
  };
}

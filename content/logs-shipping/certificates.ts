import { loggingNamespace } from "../logs/names";
import type { RegionCertificate } from "../region-certificate";
import { nodeAgentsNamespace } from "../versions";
import {
  agentClientSecret,
  fluentdName,
  fluentdServingSecret,
  logstashName,
  logstashServingSecret,
} from "./names";
import type { LogPath } from "../applications/log-path";

/**
 * Agents on nodes prove that they are ours; what takes their lines proves where they are.
 * @param cluster name of the cluster, which the agents' certificate carries
 * @param namesOf every name of a Service, for what serves
 */
export function shippingCertificates(
  cluster: string,
  paths: readonly LogPath[],
  namesOf: (service: string, namespace: string) => string[],
): RegionCertificate[] {
  const agent: RegionCertificate = {
    namespace: nodeAgentsNamespace,
    secretName: agentClientSecret,
    commonName: `${cluster} log agent`,
    usages: ["client auth"],
  };
  const takers: Readonly<Record<LogPath, RegionCertificate>> = {
    logstash: {
      namespace: loggingNamespace,
      secretName: logstashServingSecret,
      dnsNames: namesOf(logstashName, loggingNamespace),
      usages: ["server auth"],
      keyEncoding: "PKCS8",
    },
    fluentd: {
      namespace: loggingNamespace,
      secretName: fluentdServingSecret,
      dnsNames: namesOf(fluentdName, loggingNamespace),
      usages: ["server auth"],
    },
  };
  return [agent, ...paths.map((path) => takers[path])];
}

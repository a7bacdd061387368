import { tracingNamespace } from "./charts";
import { collectorService, jaeger, tracingSecrets } from "./names";

const SERVER = ["server auth"] as const;
const BOTH = ["server auth", "client auth"] as const;

/**
 * Certificates of everything that takes or hands on traces. Agents show theirs to gateways, and gateways theirs to Jaeger: nobody else may
 * send there. Applications show none; who they are follows from their address.
 * @param namesOf every name of a Service in a namespace
 */
export function tracingCertificates(namesOf: (service: string, namespace: string) => string[]) {
  const certificate = (service: string, secretName: string, usages: typeof SERVER | typeof BOTH) => ({
    namespace: tracingNamespace,
    secretName,
    dnsNames: namesOf(service, tracingNamespace),
    usages,
  });
  return [
    certificate(collectorService("agent"), tracingSecrets.agent, BOTH),
    certificate(collectorService("gateway"), tracingSecrets.gateway, BOTH),
    certificate(jaeger.collector, tracingSecrets.jaegerCollector, SERVER),
    certificate(jaeger.query, tracingSecrets.jaegerQuery, SERVER),
  ];
}

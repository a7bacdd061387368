import { monitoringNamespace } from "../versions";
import { blackboxName, blackboxServingSecret } from "./names";

/**
 * The certificate of what asks from outside. To the hub it shows the one of remote write.
 * @param namesOf every name of a Service in a namespace
 */
export function probeCertificates(namesOf: (service: string, namespace: string) => string[]) {
  return [
    {
      namespace: monitoringNamespace,
      secretName: blackboxServingSecret,
      dnsNames: namesOf(blackboxName, monitoringNamespace),
      usages: ["server auth"] as const,
    },
  ];
}

/** Certificates of the log store, which `content/certificates.ts` issues. */
import type { RegionCertificate } from "../certificates";
import {
  ECK_WEBHOOK_SERVICE,
  elasticsearchServingSecret,
  elasticsearchService,
  kibanaServingSecret,
  kibanaService,
  loggingNamespace,
} from "./names";

/** Secret with the certificate that ECK's webhook shows to the API server. */
export const eckWebhookSecret = "elastic-operator-webhook-tls";

/** What the log store shows. Between its nodes Elasticsearch uses certificates that ECK makes, each with its pod's own name. */
export function logCertificates(
  serviceNames: (service: string, namespace: string) => string[],
): RegionCertificate[] {
  const server = (secretName: string, service: string): RegionCertificate => ({
    namespace: loggingNamespace,
    secretName,
    dnsNames: serviceNames(service, loggingNamespace),
    usages: ["server auth"],
  });
  return [
    server(elasticsearchServingSecret, elasticsearchService),
    server(kibanaServingSecret, kibanaService),
    server(eckWebhookSecret, ECK_WEBHOOK_SERVICE),
  ];
}

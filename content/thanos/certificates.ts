import type { RegionCertificate } from "../region-certificate";
import { monitoringNamespace } from "../versions";
import {
  GRPC_SERVER_NAME,
  receiveCertificateSecret,
  serviceHost,
  thanosCertificateSecret,
  thanosNames,
} from "./names";

/** Certificates of Thanos' programs in a region. */
export function thanosCertificates(ingestHost: string | undefined): RegionCertificate[] {
  const own: RegionCertificate = {
    namespace: monitoringNamespace,
    secretName: thanosCertificateSecret,
    // What each serves on its HTTP port is asked for by its Service's name; scrapes ask for the short one.
    dnsNames: [GRPC_SERVER_NAME, ...Object.values(thanosNames).flatMap((name) => [name, ...longNames(name)])],
    usages: ["server auth", "client auth"],
  };
  if (ingestHost === undefined) return [own];
  const door: RegionCertificate = {
    namespace: monitoringNamespace,
    secretName: receiveCertificateSecret,
    dnsNames: [ingestHost],
    usages: ["server auth"],
  };
  return [own, door];
}

function longNames(service: string): string[] {
  return [`${service}.${monitoringNamespace}.svc`, serviceHost(service)];
}

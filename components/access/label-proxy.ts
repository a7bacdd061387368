import { LABEL_PROXY_IMAGE } from "../../content/access/images";
import { TENANT_LABEL } from "../../content/access/tenants";
import type { ApplicationTeam } from "../../content/applications/teams";
import { containerResources, restrictedContainer } from "../../content/metrics/pod-security";

/** On the pod's own address alone, which nothing outside of the pod reaches. */
const LISTENS_AT = "127.0.0.1:8080";

/** Where the door hands on what people ask. */
export const labelProxyUrl = `http://${LISTENS_AT}/`;

/** It reads answers whole only where rules and alerts are asked for. */
const SIZE = { cpuMillicores: 10, memoryMiB: 32, memoryLimitMiB: 128 };

/** How large it is. */
export const labelProxyResources = containerResources(SIZE);

/**
 * Pages of Prometheus' interface for queries and alerts, and what they are made of. The program has them in itself, they are the same for
 * everybody, and what they show they ask of the paths that are bounded.
 */
const PAGES = ["/query", "/alerts", "/assets", "/favicon.svg"] as const;

/** What a team's proxy depends on. */
interface LabelProxyInputs {
  readonly tenant: ApplicationTeam;
  /** Prometheus' address, over TLS. */
  readonly upstream: string;
  /** The volume with the region's root, and where the root is in the container. */
  readonly roots: { readonly volume: string; readonly folder: string; readonly key: string };
}

/**
 * prom-label-proxy beside a door: each query, and each list of series, labels, rules and alerts, is bounded to the team before Prometheus
 * is asked. Every other path of Prometheus, its configuration and its targets among them, is not there.
 */
export function labelProxy({ tenant, upstream, roots }: LabelProxyInputs) {
  const health = {
    exec: { command: ["wget", "-q", "-O", "/dev/null", `${labelProxyUrl}healthz`] },
    timeoutSeconds: 5,
  };
  return {
    name: "prom-label-proxy",
    image: LABEL_PROXY_IMAGE,
    args: [
      `--insecure-listen-address=${LISTENS_AT}`,
      `--upstream=${upstream}`,
      `--upstream-ca-cert=${roots.folder}/${roots.key}`,
      `--label=${TENANT_LABEL}`,
      `--label-value=${tenant}`,
      "--enable-label-apis",
      // Whoever asks for another team is told so, and does not get an answer to another question.
      "--error-on-replace",
      `--unsafe-passthrough-paths=${PAGES.join(",")}`,
    ],
    livenessProbe: health,
    readinessProbe: health,
    resources: labelProxyResources,
    securityContext: restrictedContainer,
    volumeMounts: [{ name: roots.volume, mountPath: roots.folder, readOnly: true }],
  };
}

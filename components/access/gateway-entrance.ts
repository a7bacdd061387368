import { type Door, keeperOf } from "../../content/access/doors";
import { gatewayPorts } from "../../content/flows/access";

/** Name of the entrance, its class and its load balancer's parameters. */
export const BALANCER = "pharos-gateway";

/** Secret with the certificate that an ingress controller shows to people, made by whoever runs the cluster. */
const PUBLIC_CERTIFICATE = "gateway-public-tls";

/** TLS 1.3 and, for older programs, 1.2 with forward secrecy (Elastic Load Balancing, "Security policies for your Application Load Balancer"). */
const SSL_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** A load balancer inside the network that drops what is no proper HTTP. */
export function albParameters() {
  return {
    scheme: "internal",
    loadBalancerAttributes: [
      { key: "routing.http.drop_invalid_header_fields.enabled", value: "true" },
      { key: "routing.http.desync_mitigation_mode", value: "strictest" },
    ],
  };
}

/**
 * What AWS's controller is told of one Ingress. No certificate is named: it takes that of Certificate Manager, in the region, that fits the
 * hosts.
 */
export function albAnnotations(): Record<string, string> {
  const of = (key: string): string => `alb.ingress.kubernetes.io/${key}`;
  return {
    [of("listen-ports")]: '[{"HTTPS":443}]',
    [of("ssl-policy")]: SSL_POLICY,
    [of("target-type")]: "ip",
    [of("backend-protocol")]: "HTTPS",
    [of("healthcheck-protocol")]: "HTTPS",
    [of("healthcheck-path")]: "/ping",
  };
}

/** One host a door, each led to the pair that keeps it. */
export function ingressSpec(
  hosts: readonly { readonly door: Door; readonly host: string }[],
  {
    ingressClass,
    certificate,
  }: { readonly ingressClass?: string | undefined; readonly certificate: "secret" | "by-host" },
) {
  return {
    ...(ingressClass === undefined ? {} : { ingressClassName: ingressClass }),
    // Without a Secret, AWS's controller finds the certificate by the hosts.
    tls: [
      {
        hosts: hosts.map(({ host }) => host),
        ...(certificate === "secret" ? { secretName: PUBLIC_CERTIFICATE } : {}),
      },
    ],
    rules: hosts.map(({ door, host }) => ({
      host,
      http: {
        paths: [
          {
            path: "/",
            pathType: "Prefix",
            backend: { service: { name: keeperOf(door), port: { number: gatewayPorts.https } } },
          },
        ],
      },
    })),
  };
}

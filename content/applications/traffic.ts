import { DEFAULT_DENY, type PlannedPolicy } from "../flows/network-policies";
import { tracingNamespace } from "../tracing/charts";
import { monitoringNamespace } from "../versions";
import { type Application, metricsAtOf, type Service, SERVICE_LABEL } from "./application";
import { OTLP_PORTS } from "./tracing";

/** The label by which Kubernetes itself names each namespace. */
const NAMESPACE_LABEL = "kubernetes.io/metadata.name";
const DNS_PORT = 53;

const inNamespace = (name: string) => ({ matchLabels: { [NAMESPACE_LABEL]: name } });

/**
 * What may go into and out of an application's namespace for the platform's sake, and within it. Everything else is refused: what an
 * application asks of others, and who asks something of it, is its team's knowledge, and stands in policies of its own beside these.
 */
export function planTraffic(application: Application, namespace: string): PlannedPolicy[] {
  return [
    {
      namespace,
      name: DEFAULT_DENY,
      why: "refuses what no other policy allows",
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    },
    {
      namespace,
      name: "names",
      why: "ask for the addresses of names",
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [
          {
            ports: [
              { protocol: "UDP", port: DNS_PORT },
              { protocol: "TCP", port: DNS_PORT },
            ],
          },
        ],
      },
    },
    {
      namespace,
      name: "within",
      why: "speak with each other inside the application",
      spec: {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: [{ podSelector: {} }] }],
        egress: [{ to: [{ podSelector: {} }] }],
      },
    },
    ...planScrapes(application, namespace),
    ...(application.tracing === "off" ? [] : [toCollectors(namespace)]),
  ];
}

/** What lets Prometheus to the ports of an application's metrics; all that a namespace needs which is closed by others. */
export function planScrapes({ services }: Application, namespace: string): PlannedPolicy[] {
  return services.map((service) => ({
    namespace,
    name: `prometheus-to-${service.name}`,
    why: `lets Prometheus scrape ${service.name}`,
    spec: {
      podSelector: podsOf(service),
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [
            {
              namespaceSelector: inNamespace(monitoringNamespace),
              podSelector: { matchLabels: { [SERVICE_LABEL]: "prometheus" } },
            },
          ],
          ports: [{ protocol: "TCP", port: metricsAtOf(service).port }],
        },
      ],
    },
  }));
}

function podsOf({ name }: Service) {
  return { matchLabels: { [SERVICE_LABEL]: name } };
}

function toCollectors(namespace: string): PlannedPolicy {
  return {
    namespace,
    name: "to-collectors",
    why: "hand traces to the collector of their node",
    spec: {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ namespaceSelector: inNamespace(tracingNamespace) }],
          ports: OTLP_PORTS.map((port) => ({ protocol: "TCP", port })),
        },
      ],
    },
  };
}

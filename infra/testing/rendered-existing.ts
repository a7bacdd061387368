/**
 * What the lines of `rendered-lines.ts` find in the stack on an existing cluster and what stands, because the documentation's example has
 * no AWS, is a trial, and has no gateway. For tests.
 */

/** What stands of one line. */
interface Standing {
  /** Why: a sentence without its full stop. */
  readonly because: string;
  readonly findings: readonly string[];
}

const CHARTS_OF_AWS = [
  "external-secrets/external-secrets-metrics: metrics",
  "external-secrets/external-secrets-webhook: metrics",
  "keda/keda-admission-webhooks: metrics",
  "keda/keda-operator-metrics-apiserver: metrics",
  "keda/keda-operator: metrics",
  "monitoring/prometheus-yet-another-cloudwatch-exporter: http",
  "runtime-security/falco-k8s-audit-metrics: metrics",
];

/** By the line's title. */
export const standsOnExisting: Readonly<Record<string, Standing>> = {
  "every port of a Service leads to a port of its pods, and speaks TLS or is on the list with its reason": {
    because: "these charts serve clusters in AWS",
    findings: CHARTS_OF_AWS.map((port) => `Service ${port} is on the list, and is not there`),
  },
  "Prometheus sees the rules and monitors of every other chart, and says what becomes of volumes": {
    because: "a trial leaves nothing behind",
    findings: ["Prometheus does not keep its volumes", "Alertmanager does not keep its volumes"],
  },
  "links in alerts lead to where somebody answers, over TLS": {
    because: "where there is no gateway, the addresses inside the cluster are all there is",
    findings: [
      "Prometheus monitoring/pharos-prometheus says https://pharos-prometheus.monitoring.svc:9090",
      "Alertmanager monitoring/pharos-alertmanager says https://pharos-alertmanager.monitoring.svc:9093",
    ],
  },
  "the first password is nobody's default, and no chart makes one": {
    because: "there is no store of secrets to copy it from: the chart makes one at random, once",
    findings: ["USER", "PASSWORD"].map(
      (part) => `Deployment dashboards/grafana: grafana has GF_SECURITY_ADMIN_${part} from elsewhere`,
    ),
  },
};

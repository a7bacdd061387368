import { caughtBy, noSecurityMatter, type Survivor } from "./survivor";

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** What people see: Grafana, the explorer, and what is put before them. */
export const dashboards: readonly Survivor[] = [
  ...caughtBy("components/dashboards/explorer-values.test.ts")(
    [
      RELEASE,
      /values\.datasources\.datasources\.yaml\.datasources(\[\](\.(access|basicAuth(User)?|editable|secureJsonData.*|type|uid|url))?)?/,
      "all",
      "What is asked at which address, by whose name, and that nobody edits it, is compared there; of Grafana's own in components/dashboards/grafana-values.test.ts.",
    ],
    [
      RELEASE,
      /values\.(extraSecretMounts.*|env\.(GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION|SSL_CERT_DIR))/,
      "all",
      "The explorer's certificate, its user of the log store, whom it trusts and that it has no local user is compared there; the mounts of the exporter of probes in components/probes/endpoint-probes.test.ts.",
    ],
  ),
  ...noSecurityMatter([
    "kubernetes:core/v1:ConfigMap",
    /data\.pharos-.+/,
    "all",
    "Dashboards: what people see of metrics, tested in content/dashboards.",
  ]),
];

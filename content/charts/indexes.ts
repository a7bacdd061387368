import type { ChartName } from "../versions";
import certManager from "./cert-manager.keys.json";
import eckOperator from "./eck-operator.keys.json";
import eckOperatorCrds from "./eck-operator-crds.keys.json";
import externalSecrets from "./external-secrets.keys.json";
import falco from "./falco.keys.json";
import falcosidekick from "./falcosidekick.keys.json";
import grafana from "./grafana.keys.json";
import type { KeyIndex } from "./index-format";
import keda from "./keda.keys.json";
import kubePrometheusStack from "./kube-prometheus-stack.keys.json";
import metricsServer from "./metrics-server.keys.json";
import openTelemetryOperator from "./opentelemetry-operator.keys.json";
import prometheusBlackboxExporter from "./prometheus-blackbox-exporter.keys.json";
import prometheusElasticsearchExporter from "./prometheus-elasticsearch-exporter.keys.json";
import oauth2Proxy from "./oauth2-proxy.keys.json";
import prometheusOperatorCrds from "./prometheus-operator-crds.keys.json";
import cloudWatchExporter from "./prometheus-yet-another-cloudwatch-exporter.keys.json";
import trustManager from "./trust-manager.keys.json";

/** The key index of every chart. */
export const keyIndexes: Readonly<Record<ChartName, KeyIndex>> = {
  // The compiler reads types of JSON as `string`; a test compares the files with what the script makes of the charts.
  "cert-manager": certManager as KeyIndex,
  "eck-operator": eckOperator as KeyIndex,
  "eck-operator-crds": eckOperatorCrds,
  "external-secrets": externalSecrets as KeyIndex,
  falco: falco as KeyIndex,
  falcosidekick: falcosidekick as KeyIndex,
  grafana: grafana as KeyIndex,
  keda: keda as KeyIndex,
  "kube-prometheus-stack": kubePrometheusStack as KeyIndex,
  "metrics-server": metricsServer as KeyIndex,
  "opentelemetry-operator": openTelemetryOperator as KeyIndex,
  "prometheus-blackbox-exporter": prometheusBlackboxExporter as KeyIndex,
  "prometheus-elasticsearch-exporter": prometheusElasticsearchExporter as KeyIndex,
  "oauth2-proxy": oauth2Proxy as KeyIndex,
  "prometheus-operator-crds": prometheusOperatorCrds as KeyIndex,
  "prometheus-yet-another-cloudwatch-exporter": cloudWatchExporter as KeyIndex,
  "trust-manager": trustManager as KeyIndex,
};

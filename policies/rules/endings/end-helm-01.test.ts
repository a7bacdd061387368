import { testRule, type RuleCase } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { noEndedCharts } from "./end-helm-01";

const release = (chart: unknown, repo?: unknown, type = "kubernetes:helm.sh/v3:Release"): [Given] => [
  { type, name: "release", inputs: { chart, ...(repo !== undefined && { repositoryOpts: { repo } }) } },
];
const refused = (chart: string, repo?: string): RuleCase => ({
  title: `${chart} of ${repo ?? "its address"}`,
  resources: release(chart, repo),
  expect: ["violation ended"],
});
const fine = (chart: string, repo?: string): RuleCase => ({
  title: `${chart} of ${repo ?? "its address"}`,
  resources: release(chart, repo),
  expect: ["pass"],
});
const withValues = (values: object): [Given] => [
  {
    type: "kubernetes:helm.sh/v3:Release",
    name: "release",
    inputs: { chart: "app", repositoryOpts: { repo: "https://charts.example.com" }, values },
  },
];
const GRAFANA = "https://grafana.github.io/helm-charts";

describe("END-HELM-01", () => {
  testRule(noEndedCharts("2026-11-26"), [
    {
      title: "ingress-nginx",
      resources: release("ingress-nginx", "https://kubernetes.github.io/ingress-nginx"),
      expect: ["violation ended"],
      message:
        "the chart 'ingress-nginx' of https://kubernetes.github.io/ingress-nginx is one of ingress-nginx, which ended on 2026-03-31 (https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/); nothing new may be built on it. " +
        "To mend it: use the AWS load balancer controller (EKS Auto Mode has it built in), or the Gateway API.",
    },
    refused("redis", "https://charts.bitnami.com/bitnami"),
    refused("oci://registry-1.docker.io/bitnamicharts/redis"),
    refused("https://charts.bitnami.com/bitnami/redis-21.0.0.tgz"),
    refused("bitnami/redis"),
    refused("elasticsearch", "https://helm.elastic.co"),
    refused("grafana", `${GRAFANA}`),
    refused("promtail", GRAFANA),
    refused("oncall", GRAFANA),
    refused("jaeger-operator", "https://jaegertracing.github.io/helm-charts"),
    refused("stable/prometheus"),
    {
      title: "a chart that Pulumi installs",
      resources: release("redis", "https://charts.bitnami.com/bitnami", "kubernetes:helm.sh/v4:Chart"),
      expect: ["violation ended"],
    },
    fine("eck-stack", "https://helm.elastic.co"),
    fine("loki", GRAFANA),
    fine("grafana", "https://grafana-community.github.io/helm-charts"),
    fine("jaeger", "https://jaegertracing.github.io/helm-charts"),
    fine("kube-prometheus-stack", "https://prometheus-community.github.io/helm-charts"),
    fine("redis", "https://charts.bitnami.com.example.com"),
    fine("app"),
    fine("ours/app"),
    ...[
      { image: { registry: "docker.io", repository: "bitnami/redis" } },
      { image: "docker.io/bitnamilegacy/redis:7" },
    ].map((values): RuleCase => ({
      title: `an image in its values: ${JSON.stringify(values)}`,
      resources: withValues(values),
      expect: ["violation ended"],
    })),
    {
      title: "another image in its values",
      resources: withValues({ image: { repository: "quay.io/prometheus/prometheus" }, repository: 1 }),
      expect: ["pass"],
    },
    {
      title: "an image not known",
      resources: withValues({ image: { repository: UNKNOWN } }),
      expect: ["undetermined values.image.repository"],
    },
    { title: "of this repository", resources: release("./charts/redis"), expect: ["notApplicable"] },
    {
      title: "repository not known",
      resources: release("redis", UNKNOWN),
      expect: ["undetermined repositoryOpts.repo"],
    },
    { title: "chart not known", resources: release(UNKNOWN, GRAFANA), expect: ["undetermined chart"] },
  ]);
});

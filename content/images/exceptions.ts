/**
 * Where a chart's templates decide otherwise on an image than by the switches around it, or name its tag otherwise than by the version of
 * the chart's program. From comments in the pinned charts' values and what is known of their templates; `pharos render` shows what they
 * really make.
 */
export interface ImageException {
  /** Switches that all have to be on. Paths from the root of the chart that has the place. */
  readonly onlyWith?: readonly string[];
  /** Switches of which one has to be on. */
  readonly anyOf?: readonly string[];
  /** Switches with which it is not used. */
  readonly unless?: readonly string[];
  /** What stands for a tag that is left empty; `{appVersion}` is the version of the chart's program. @default "{appVersion}" */
  readonly tag?: string;
  /** What stands for a registry that is left empty, where that is not Docker's. */
  readonly registry?: string;
  /** Switch with which `-distroless` is put behind the tag. */
  readonly distroless?: string;
  /** Who makes pods of it, where that is not the chart itself. */
  readonly by?: "operator" | "custom resource";
}

/** Sub-charts that lie in the chart itself and bring definitions alone: no pods, no images. Chart → names. */
export const withoutImages: Readonly<Record<string, readonly string[]>> = {
  "eck-operator": ["eck-operator-crds"],
  "kube-prometheus-stack": ["crds"],
  "prometheus-operator-crds": ["crds"],
};

/** Charts that bring definitions alone. */
export const definitionCharts: readonly string[] = ["eck-operator-crds"];

/** What the OpenTelemetry operator makes pods of besides collectors; each is empty until somebody has such objects and names an image. */
const operatorsOptions = [
  "opampBridgeImage",
  "targetAllocatorImage",
  ...["java", "nodejs", "python", "dotnet", "apacheHttpd", "nginx", "go"].map(
    (language) => `autoInstrumentationImage > ${language}`,
  ),
].map((option) => `manager > ${option}`);

/** Chart → path of the image → what is special of it. Sub-charts have entries of their own. */
export const imageExceptions: Readonly<Record<string, Readonly<Record<string, ImageException>>>> = {
  "kube-prometheus-stack": {
    "prometheus > prometheusSpec > image": { by: "custom resource" },
    "alertmanager > alertmanagerSpec > image": { by: "custom resource" },
    "thanosRuler > thanosRulerSpec > image": { by: "custom resource" },
    // Flags of the operator, which puts the containers into the pods that it makes.
    "prometheusOperator > prometheusConfigReloader > image": { by: "operator" },
    "prometheusOperator > thanosImage": {
      by: "operator",
      onlyWith: ["prometheus > prometheusSpec > thanos"],
    },
    // The job that makes the webhook's certificate; cert-manager makes it instead.
    "prometheusOperator > admissionWebhooks > patch > image": {
      unless: ["prometheusOperator > admissionWebhooks > certManager > enabled"],
    },
  },
  "kube-state-metrics": { image: { tag: "v{appVersion}" } },
  "prometheus-node-exporter": {
    image: { tag: "v{appVersion}", distroless: "image > distroless" },
    // Fixes of the owner of files, each with a switch of its own.
    "permissionInitContainer > image": {
      anyOf: ["permissionInitContainer > fixes > rapl", "permissionInitContainer > fixes > slabinfo"],
    },
  },
  grafana: {
    "sidecar > image": {
      anyOf: ["alerts", "dashboards", "datasources", "notifiers", "plugins"].map(
        (kind) => `sidecar > ${kind} > enabled`,
      ),
    },
    // Dashboards that are fetched by address when the pod starts.
    downloadDashboardsImage: { onlyWith: ["dashboards"] },
  },
  "cert-manager": {
    // A flag of the controller, which makes pods of it for HTTP challenges.
    "acmesolver > image": { by: "operator" },
  },
  "trust-manager": { defaultPackageImage: { onlyWith: ["defaultPackage > enabled"] } },
  "metrics-server": { image: { tag: "v{appVersion}" } },
  "oauth2-proxy": {
    image: { registry: "quay.io", tag: "v{appVersion}" },
    // It waits for the chart's own Redis.
    "initContainers > waitForRedis > image": { onlyWith: ["redis-ha > enabled"] },
  },
  "opentelemetry-operator": {
    // Pods of `helm test`, which nobody runs; there is no such switch.
    "testFramework > image": { onlyWith: ["testFramework > enabled"] },
    ...Object.fromEntries(
      operatorsOptions.map((path): [string, ImageException] => [
        path,
        { by: "operator", onlyWith: [`${path} > repository`] },
      ]),
    ),
  },
};

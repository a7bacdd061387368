/**
 * How dashboards and data sources reach Grafana: as files that nobody can edit in Grafana. Its sidecar finds dashboards by their label; data
 * sources are part of its own values.
 */

/**
 * Grafana: its release, whose name the chart gives the Service, the port of its pods, and their label. That is the release's and not
 * `app.kubernetes.io/name`, which both Grafanas have from their chart: what one may reach, the other must not for that.
 */
export const GRAFANA = {
  service: "grafana",
  port: 3000,
  pods: { label: "app.kubernetes.io/instance", value: "grafana" },
} as const;

/** The second Grafana, in which logs and traces are asked; likewise. */
export const EXPLORER = {
  service: "grafana-explorer",
  port: 3000,
  pods: { label: "app.kubernetes.io/instance", value: "grafana-explorer" },
} as const;
/** Secret with the certificate that it shows. */
export const explorerServingSecret = "explorer-serving-tls";

/** The label by which the sidecar finds ConfigMaps with dashboards. */
export const sidecarLabel = { name: "grafana_dashboard", value: "1" } as const;

/** Annotation of a ConfigMap that names the folder of its dashboards in Grafana. */
export const folderAnnotation = "grafana_folder";

/** Folder of the platform's own dashboards. */
export const platformFolder = "Platform";
/** Folder of the dashboards of applications. */
export const applicationsFolder = "Applications";

/** Fixed uid of the data source for the region's own Prometheus, so that links and dashboards survive a new Grafana. */
export const prometheusDataSourceUid = "pharos-prometheus";

/** Fixed uid of the data source for Thanos. */
export const historyDataSourceUid = "pharos-history";

/** Fixed uids of the explorer's other data sources: links between them name each by its uid. */
export const tracesDataSourceUid = "pharos-traces";
export const logsDataSourceUid = "pharos-logs";

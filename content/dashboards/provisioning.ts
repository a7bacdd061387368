/** How dashboards and data sources reach Grafana: files that its sidecar finds by label, and that nobody can edit in Grafana. */

/** The label by which the sidecar finds ConfigMaps. */
export const sidecarLabel = {
  dashboards: { name: "grafana_dashboard", value: "1" },
  datasources: { name: "grafana_datasource", value: "1" },
} as const;

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

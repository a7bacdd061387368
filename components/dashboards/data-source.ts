import { historyDataSourceUid, prometheusDataSourceUid } from "../../content/dashboards/provisioning";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";

/** Provisioning file of the data source for the region's own Prometheus. Nobody can change it in Grafana. */
export function prometheusDataSource(url: string) {
  return dataSource({
    name: "Prometheus",
    uid: prometheusDataSourceUid,
    url,
    isDefault: true,
    prometheusType: "Prometheus",
  });
}

/** Provisioning file of the data source for Thanos: what is older than Prometheus keeps, and at the hub all regions. */
export function historyDataSource(url: string) {
  return dataSource({
    name: "Metrics history",
    uid: historyDataSourceUid,
    url,
    isDefault: false,
    prometheusType: "Thanos",
  });
}

interface MetricsSource {
  readonly name: string;
  readonly uid: string;
  readonly url: string;
  readonly isDefault: boolean;
  readonly prometheusType: "Prometheus" | "Thanos";
}

function dataSource({ name, uid, url, isDefault, prometheusType }: MetricsSource) {
  return {
    apiVersion: 1,
    datasources: [
      {
        name,
        uid,
        type: "prometheus",
        access: "proxy",
        url,
        isDefault,
        editable: false,
        jsonData: {
          // Long label filters do not fit into an address; and addresses are logged.
          httpMethod: "POST",
          // What `$__rate_interval` is made from.
          timeInterval: `${SCRAPE_INTERVAL_SECONDS}s`,
          prometheusType,
          // Rules are files of the program.
          manageAlerts: false,
        },
      },
    ],
  };
}

import { prometheusDataSourceUid } from "../../content/dashboards/provisioning";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";

/** Provisioning file of the data source for the region's own Prometheus. Nobody can change it in Grafana. */
export function prometheusDataSource(url: string) {
  return {
    apiVersion: 1,
    datasources: [
      {
        name: "Prometheus",
        uid: prometheusDataSourceUid,
        type: "prometheus",
        access: "proxy",
        url,
        isDefault: true,
        editable: false,
        jsonData: {
          // Long label filters do not fit into an address; and addresses are logged.
          httpMethod: "POST",
          // What `$__rate_interval` is made from.
          timeInterval: `${SCRAPE_INTERVAL_SECONDS}s`,
          prometheusType: "Prometheus",
          // Rules are files of the program.
          manageAlerts: false,
        },
      },
    ],
  };
}

import { prometheusDataSourceUid } from "../../content/dashboards/provisioning";
import { SCRAPE_INTERVAL_SECONDS } from "../../content/metrics/sizing";
import type { TextLike } from "../metrics/settings";

/**
 * Provisioning file of Grafana's data sources. Nobody can change them in Grafana.
 *
 * Whoever may look at dashboards may ask every data source anything: Grafana's open-source edition has no permissions on data sources. So
 * only those are here that every kind of person of `content/people.ts` may see, which is metrics. Logs and traces have programs and doors
 * of their own, and dashboards link to them.
 */
export function dataSources<Text extends TextLike>(prometheusUrl: Text) {
  return {
    apiVersion: 1,
    datasources: [
      {
        name: "Prometheus",
        uid: prometheusDataSourceUid,
        type: "prometheus",
        access: "proxy",
        url: prometheusUrl,
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

/** What Grafana's database is for: the last part of its name. */
export const GRAFANA_DATABASE = "grafana";

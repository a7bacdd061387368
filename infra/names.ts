/** What Grafana's database is for: the last part of its name. */
export const GRAFANA_DATABASE = "grafana";

/** What Alertmanager's role is for: the last part of its name. It alone sends the region's signs of life. */
export const ALERTMANAGER_ROLE = "alertmanager";

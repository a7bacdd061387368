/** The exporter of CloudWatch's metrics: its release, Deployment, Service, and the `job` label of what it found out. */
export const cloudWatchExporterName = "prometheus-yet-another-cloudwatch-exporter";
/** Where it serves them. */
export const CLOUDWATCH_EXPORTER_PORT = 5000;

import { caughtBy, noSecurityMatter, type Survivor } from "./survivor";

const MONITORS = [
  "kubernetes:monitoring.coreos.com/v1:ServiceMonitor",
  "kubernetes:monitoring.coreos.com/v1:PodMonitor",
];

const INSTRUMENTATION = "kubernetes:opentelemetry.io/v1alpha1:Instrumentation";

/** What is made for each application. */
export const applications: readonly Survivor[] = [
  ...caughtBy("content/applications/monitors.test.ts")([
    MONITORS,
    /spec.*/,
    "all",
    "What is scraped, over TLS or not, how much of it is taken and whose it is: asserted whole for one service, and for every service what is kept; those of the ways of logs are asserted in components/shipping/log-shipping.test.ts.",
  ]),
  ...caughtBy("components/applications/monitored-application.test.ts")([
    INSTRUMENTATION,
    /spec.*/,
    "all",
    "Where traces go, with which certificate, and that neither metrics nor logs go there a second time, is compared whole.",
  ]),
  ...caughtBy("content/applications/tracing.test.ts")([
    "kubernetes:core/v1:ConfigMap",
    /data\.OTEL_.+/,
    "all",
    "The same for libraries that read it themselves: compared whole.",
  ]),
  ...noSecurityMatter([
    [...MONITORS, INSTRUMENTATION, "kubernetes:cert-manager.io/v1:Certificate"],
    /metadata\.labels(\.pharos\/.+)?/,
    "all",
    "Labels for people: whose an object is.",
  ]),
];

// A team's application: scraped, logged, traced, alerted and shown, on a cluster that is there already.
import { Provider } from "@pulumi/kubernetes/provider";
import { Namespace } from "@pulumi/kubernetes/core/v1";
import { MonitoredApplication } from "../../components/applications/monitored-application";
import { createOperatorCrds } from "../../components/metrics/operator-crds";
import type { Application } from "../../content/applications/application";
import {
  HTTP_DURATION,
  httpServerMetrics,
  processMetrics,
  SERVER_ERRORS,
} from "../../content/applications/presets";
import { availabilityRunbook } from "../../content/applications/runbooks";

const provider = new Provider("kubernetes", { kubeconfig: "kubeconfig.yaml" });
const monitoring = new Namespace("monitoring", { metadata: { name: "monitoring" } }, { provider });
const crds = createOperatorCrds("metrics-crds", "monitoring", { provider, dependsOn: [monitoring] });

// All that the team writes.
const statements: Application = {
  name: "statements",
  title: "Statements",
  workload: "finance",
  team: "accounts",
  services: [{ name: "statements-api", mostPods: 4, metrics: [...processMetrics, ...httpServerMetrics(5)] }],
  objectives: [
    {
      name: "availability",
      panel: 10,
      promise: "99.9 % of requests are answered without an error of ours",
      share: 0.999,
      indicator: { kind: "events", metric: HTTP_DURATION, bad: SERVER_ERRORS },
      runbook: availabilityRunbook("The interface of statements", "accounts"),
    },
  ],
};

const watched = new MonitoredApplication(
  "statements",
  {
    application: statements,
    place: { region: "eu-central-1", environment: "evaluation" },
    after: [crds],
    mostNodes: 20,
    provider,
  },
  { providers: [provider] },
);

export const namespace = watched.namespace;

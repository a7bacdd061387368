import type { Application } from "../application";
import { business, HTTP_DURATION, httpServerMetrics, processMetrics, SERVER_ERRORS } from "../presets";
import { availabilityRunbook, durationRunbook } from "../runbooks";

/** Interfaces by which clients hand in transactions and read the chain. */
export const ledgerGateway: Application = {
  name: "ledger-gateway",
  title: "Ledger gateway",
  workload: "dag",
  team: "gateway",
  services: [
    {
      name: "ledger-gateway",
      mostPods: 10,
      metrics: [
        ...processMetrics,
        ...httpServerMetrics(12),
        {
          name: "gateway_submissions_total",
          type: "counter",
          meaning: "transactions handed in",
          labels: { result: 5 },
          panel: business(100, "Transactions handed in", { by: "result" }),
        },
        {
          name: "gateway_subscriptions",
          type: "gauge",
          meaning: "clients that follow the chain",
          panel: business(101, "Clients that follow", { over: "sum" }),
        },
      ],
    },
  ],
  objectives: [
    {
      name: "availability",
      panel: 10,
      promise: "99.9 % of requests are answered without an error of ours",
      share: 0.999,
      indicator: { kind: "events", metric: HTTP_DURATION, bad: SERVER_ERRORS },
      runbook: availabilityRunbook("The gateway", "the nodes"),
    },
    {
      name: "duration",
      panel: 11,
      promise: "99 % of requests take no longer than 0.5 s",
      share: 0.99,
      indicator: { kind: "latency", metric: HTTP_DURATION, within: 0.5 },
      runbook: durationRunbook("The gateway", "the nodes"),
    },
  ],
};

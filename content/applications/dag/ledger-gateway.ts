import type { Application } from "../application";
import { answersWithin, answersWithoutError } from "../objectives";
import { business, httpServerMetrics, processMetrics } from "../presets";

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
    answersWithoutError("The gateway", "the nodes", 0.999),
    answersWithin("The gateway", "the nodes", 0.5),
  ],
};

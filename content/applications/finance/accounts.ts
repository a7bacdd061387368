import type { Application } from "../application";
import {
  business,
  HTTP_DURATION,
  httpServerMetrics,
  processMetrics,
  SERVER_ERRORS,
  technical,
} from "../presets";
import { availabilityRunbook, durationRunbook } from "../runbooks";

/** Keeps accounts and balances, and lets people in. */
export const accounts: Application = {
  name: "accounts",
  title: "Accounts",
  workload: "finance",
  team: "accounts",
  services: [
    {
      name: "accounts-api",
      mostPods: 8,
      metrics: [
        ...processMetrics,
        ...httpServerMetrics(15),
        {
          name: "accounts_logins_total",
          type: "counter",
          meaning: "attempts to sign in",
          labels: { result: 4, factor: 4 },
          panel: technical(100, "Sign-ins by result", { by: "result" }),
        },
        {
          name: "accounts_opened_total",
          type: "counter",
          meaning: "accounts opened",
          labels: { product: 8 },
          panel: business(101, "Accounts opened", { by: "product" }),
        },
        {
          name: "accounts_active",
          type: "gauge",
          meaning: "people signed in during the last quarter of an hour",
          panel: business(102, "People signed in", { over: "sum" }),
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
      runbook: availabilityRunbook("The interface of accounts", "the database or who lets people in"),
    },
    {
      name: "duration",
      panel: 11,
      promise: "99 % of requests take no longer than 0.5 s",
      share: 0.99,
      indicator: { kind: "latency", metric: HTTP_DURATION, within: 0.5 },
      runbook: durationRunbook("The interface of accounts", "the database"),
    },
  ],
};

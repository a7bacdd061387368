import type { Application } from "../application";
import { answersWithin, answersWithoutError } from "../objectives";
import { business, httpServerMetrics, processMetrics, technical } from "../presets";

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
    answersWithoutError("The interface of accounts", "the database or who lets people in", 0.999),
    answersWithin("The interface of accounts", "the database", 0.5),
  ],
};

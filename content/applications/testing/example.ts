import type { Application } from "../application";

/** An application with one of everything that is checked; tests change one thing of it. */
export const example: Application = {
  name: "orders",
  title: "Orders",
  workload: "finance",
  team: "trading",
  services: [
    {
      name: "orders-api",
      metrics: [
        {
          name: "orders_total",
          type: "counter",
          meaning: "orders",
          labels: { result: 3 },
          panel: { id: 100, title: "Orders", about: "business", by: "result" },
        },
        { name: "order_seconds", type: "histogram", meaning: "time", buckets: [0.1, 1, 2.5] },
        { name: "open_orders", type: "gauge", meaning: "open orders" },
      ],
    },
  ],
  objectives: [
    {
      name: "accepted",
      panel: 10,
      promise: "99.9 % of orders are taken",
      share: 0.999,
      indicator: { kind: "events", metric: "orders_total", bad: { result: '=~"failed|lost"' } },
      runbook: { cause: ["A fault."], check: ["The log."], act: ["Mend it."] },
    },
    {
      name: "speed",
      panel: 11,
      promise: "99 % of orders take no longer than 1 s",
      share: 0.99,
      indicator: { kind: "latency", metric: "order_seconds", within: 1 },
      runbook: { cause: ["Load."], check: ["The dashboard."], act: ["Add pods."] },
    },
  ],
};

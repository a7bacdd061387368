import type { Application } from "../application";
import { answersWithoutError } from "../objectives";
import { business, httpServerMetrics, processMetrics, technical } from "../presets";
import { objectiveRunbook } from "../runbooks";

/** Venues to which orders are routed. */
const VENUES = 10;

/** Takes orders and routes them to venues. */
export const trading: Application = {
  name: "trading",
  title: "Trading",
  workload: "finance",
  team: "trading",
  services: [
    { name: "trading-api", mostPods: 8, metrics: [...processMetrics, ...httpServerMetrics(10)] },
    {
      name: "trading-router",
      mostPods: 6,
      size: { cpuMillicores: 1000, memoryMiB: 1024 },
      metrics: [
        ...processMetrics,
        {
          name: "trading_orders_total",
          type: "counter",
          meaning: "orders",
          labels: { venue: VENUES, side: 2, status: 6 },
          panel: business(100, "Orders by status", { by: "status" }),
        },
        {
          name: "trading_turnover_usd_total",
          type: "counter",
          meaning: "value of executed orders in USD",
          labels: { venue: VENUES, side: 2 },
          panel: business(101, "Turnover", { by: "venue" }),
        },
        {
          name: "trading_acknowledgement_seconds",
          type: "histogram",
          meaning: "time from taking an order to the venue's acknowledgement",
          labels: { venue: VENUES },
          buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
          panel: technical(102, "Time to acknowledge", { by: "venue" }),
        },
        {
          name: "trading_open_orders",
          type: "gauge",
          meaning: "orders that are neither executed nor withdrawn",
          labels: { venue: VENUES },
          panel: technical(103, "Open orders", { by: "venue", over: "sum" }),
        },
        {
          name: "trading_sessions_up",
          type: "gauge",
          meaning: "sessions with venues that are signed in",
          labels: { venue: VENUES },
          panel: technical(104, "Sessions with venues", { by: "venue", over: "min" }),
        },
      ],
    },
  ],
  objectives: [
    answersWithoutError("The interface of trading", "the router or accounts", 0.9995),
    {
      name: "acknowledgement",
      panel: 11,
      promise: "99.5 % of orders are acknowledged by their venue within 0.25 s",
      share: 0.995,
      indicator: { kind: "latency", metric: "trading_acknowledgement_seconds", within: 0.25 },
      runbook: objectiveRunbook({
        cause: [
          "A venue is slow, or the session with it is down.",
          "The router's queue is longer than usual.",
        ],
        check: ["Time to acknowledge and sessions on the dashboard: one venue or all."],
        act: [
          "One venue: route around it, and call it.",
          "All venues: look at the router itself and at the network to the venues.",
        ],
      }),
    },
  ],
};

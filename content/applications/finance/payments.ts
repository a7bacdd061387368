import type { Application } from "../application";
import { answersWithin, answersWithoutError } from "../objectives";
import { business, httpServerMetrics, processMetrics, technical } from "../presets";
import { objectiveRunbook } from "../runbooks";

/** Ways to pay: cards, transfers inside and outside the country, direct debits, instant payments, refunds. */
const KINDS = 6;
/** Currencies of the business. */
const CURRENCIES = 12;

/** Takes payments and settles them. */
export const payments: Application = {
  name: "payments",
  title: "Payments",
  workload: "finance",
  team: "payments",
  services: [
    { name: "payments-api", mostPods: 12, metrics: [...processMetrics, ...httpServerMetrics(12)] },
    {
      // Counts what the business does from the ledger's events, so that a restart of an interface loses no figure.
      name: "payments-exporter",
      mostPods: 2,
      size: { cpuMillicores: 200, memoryMiB: 256 },
      metrics: [
        ...processMetrics,
        {
          name: "payments_transactions_total",
          type: "counter",
          meaning: "payments",
          labels: { kind: KINDS, currency: CURRENCIES, status: 4 },
          panel: business(100, "Payments by status", { by: "status", over: "max" }),
        },
        {
          name: "payments_value_usd_total",
          type: "counter",
          meaning: "value of settled payments in USD",
          labels: { kind: KINDS, currency: CURRENCIES },
          panel: business(101, "Value settled", { by: "kind", over: "max" }),
        },
        {
          name: "payments_settlement_seconds",
          type: "histogram",
          meaning: "time from taking a payment to settling it",
          labels: { kind: KINDS },
          buckets: [0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200],
          panel: business(102, "Time to settle", { by: "kind" }),
        },
        {
          name: "payments_unsettled",
          type: "gauge",
          meaning: "payments that are taken and not settled",
          labels: { kind: KINDS },
          panel: technical(103, "Unsettled payments", { by: "kind" }),
        },
      ],
    },
  ],
  objectives: [
    answersWithoutError("The interface of payments", "the ledger or a card network", 0.9995),
    answersWithin("The interface of payments", "the ledger", 0.25),
    {
      name: "settlement",
      panel: 12,
      promise: "99.9 % of instant payments are settled within 10 s",
      share: 0.999,
      indicator: {
        kind: "latency",
        metric: "payments_settlement_seconds",
        counted: { kind: '="instant"' },
        within: 10,
      },
      runbook: objectiveRunbook({
        cause: [
          "The clearing house is slow or away, or our side does not hand payments over.",
          "Payments wait for a decision on fraud.",
        ],
        check: [
          "Unsettled payments on the dashboard: instant ones alone, or all kinds.",
          "The dashboard of fraud scoring: whether decisions are late.",
        ],
        act: [
          "If the clearing house is away, have instant payments refused at the interface instead of taken and kept waiting.",
          "If decisions are late, follow the runbook of fraud scoring.",
        ],
      }),
    },
  ],
};

import type { Application, DeclaredMetric } from "../application";
import { business, processMetrics } from "../presets";
import { objectiveRunbook } from "../runbooks";

/** Validators that take part in consensus, at most. */
const VALIDATORS = 100;
/** Seconds. */
const CONFIRMATION_BUCKETS = [0.25, 0.5, 1, 1.5, 2, 3, 5, 8, 13, 30];

/** What the exporter sees of the whole chain. */
const chainMetrics: readonly DeclaredMetric[] = [
  {
    name: "dag_transactions_total",
    type: "counter",
    meaning: "transactions",
    labels: { status: 3 },
    panel: business(130, "Transactions by status", { by: "status", over: "max" }),
  },
  {
    name: "dag_transaction_value_usd_total",
    type: "counter",
    meaning: "value of confirmed transactions in USD",
    panel: business(131, "Value transferred", { over: "max" }),
  },
  {
    name: "dag_confirmation_seconds",
    type: "histogram",
    meaning: "time from handing in a transaction to its being final",
    buckets: CONFIRMATION_BUCKETS,
    panel: business(132, "Time to confirm"),
  },
  {
    name: "dag_fees_usd_total",
    type: "counter",
    meaning: "fees in USD",
    panel: business(133, "Fees", { over: "max" }),
  },
  {
    name: "dag_active_participants",
    type: "gauge",
    meaning: "participants that sent something within the hour",
    panel: business(134, "Active participants"),
  },
  {
    name: "consensus_stake_online_ratio",
    type: "gauge",
    meaning: "share of the stake that takes part",
    panel: business(135, "Stake that takes part", { over: "min" }),
  },
  {
    name: "validator_missed_blocks_total",
    type: "counter",
    meaning: "blocks that validators did not make",
    labels: { validator: VALIDATORS },
  },
  {
    name: "validator_uptime_ratio",
    type: "gauge",
    meaning: "share of time that a validator takes part",
    labels: { validator: VALIDATORS },
    panel: business(136, "Least present validator", { over: "min" }),
  },
];

/** The chain as a whole, as the business and its clients see it: an exporter follows what is final. */
export const chain: Application = {
  name: "chain",
  title: "Chain",
  workload: "dag",
  team: "ledger",
  services: [
    {
      name: "chain-exporter",
      mostPods: 2,
      size: { cpuMillicores: 200, memoryMiB: 256 },
      metrics: [...processMetrics, ...chainMetrics],
    },
  ],
  objectives: [
    {
      name: "confirmation",
      panel: 10,
      promise: "99 % of transactions are final within 5 s",
      share: 0.99,
      indicator: { kind: "latency", metric: "dag_confirmation_seconds", within: 5 },
      runbook: objectiveRunbook({
        cause: [
          "Rounds take longer or leaders do not answer: too little stake takes part, or the network between regions is slow.",
          "More transactions than nodes take in: they wait in the pool.",
        ],
        check: [
          "Stake that takes part here, rounds and leaders on the dashboard of the ledger: whether consensus itself is slow.",
          "Waiting transactions and propagation by stage, there: whether blocks arrive late.",
        ],
        act: [
          "If stake is missing, call the validators that are least present.",
          "If blocks arrive late from one region, treat it as a fault of the network to that region.",
          "If transactions wait, raise what the gateway refuses, so that those taken are confirmed in time.",
        ],
      }),
    },
  ],
};

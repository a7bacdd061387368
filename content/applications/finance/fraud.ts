import type { Application } from "../application";
import { business, processMetrics, technical } from "../presets";
import { objectiveRunbook } from "../runbooks";

/** Kinds of transactions that are scored: those of payments and trading. */
const KINDS = 8;

/** Scores transactions while they wait. */
export const fraudScoring: Application = {
  name: "fraud-scoring",
  title: "Fraud scoring",
  workload: "finance",
  team: "risk",
  services: [
    {
      name: "fraud-scorer",
      mostPods: 12,
      size: { cpuMillicores: 1000, memoryMiB: 2048 },
      metrics: [
        ...processMetrics,
        {
          name: "fraud_scores_total",
          type: "counter",
          meaning: "transactions scored",
          labels: { kind: KINDS, decision: 4 },
          panel: business(100, "Decisions", { by: "decision" }),
        },
        {
          name: "fraud_stopped_usd_total",
          type: "counter",
          meaning: "value of stopped transactions in USD",
          labels: { kind: KINDS },
          panel: business(101, "Value stopped", { by: "kind" }),
        },
        {
          name: "fraud_scoring_seconds",
          type: "histogram",
          meaning: "time to score a transaction",
          labels: { kind: KINDS },
          buckets: [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1],
          panel: technical(102, "Time to score"),
        },
        {
          name: "fraud_features_age_seconds",
          type: "gauge",
          meaning: "age of the oldest feature that scores are made from",
          panel: technical(103, "Age of features"),
        },
      ],
    },
  ],
  objectives: [
    {
      name: "duration",
      panel: 10,
      promise: "99 % of transactions are scored within 0.05 s",
      share: 0.99,
      indicator: { kind: "latency", metric: "fraud_scoring_seconds", within: 0.05 },
      runbook: objectiveRunbook({
        cause: [
          "Features are read slowly, or the model takes longer than before.",
          "More transactions than pods for them: they queue.",
        ],
        check: [
          "Time to score and age of features on the dashboard.",
          "Processor against what was asked for.",
        ],
        act: [
          "If transactions queue, raise the number of pods.",
          "If it began with a new model, go back to the one before.",
        ],
      }),
    },
    {
      name: "decisions",
      panel: 11,
      promise: "99.95 % of transactions get a decision, and are not let through for want of one",
      share: 0.9995,
      indicator: { kind: "events", metric: "fraud_scores_total", bad: { decision: '="undecided"' } },
      runbook: objectiveRunbook({
        cause: [
          "The scorer answers too late for whoever waits, or fails; the transaction goes through unseen.",
        ],
        check: [
          "Decisions on the dashboard: one kind of transactions or all.",
          "The scorer's log for the reason.",
        ],
        act: [
          "Bring decisions back; until then have large transactions wait for a person.",
          "Have what went through meanwhile scored afterwards.",
        ],
      }),
    },
  ],
};

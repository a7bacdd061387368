import type { Application } from "../application";
import { processMetrics } from "../presets";
import { objectiveRunbook } from "../runbooks";
import { nodeMetrics } from "./ledger-metrics";

/** The nodes of the chain in this region. */
export const ledger: Application = {
  name: "ledger",
  title: "Ledger",
  workload: "dag",
  team: "ledger",
  services: [
    {
      name: "ledger-node",
      // Peers of a network: no Service stands in front of them.
      discovery: "pods",
      mostPods: 60,
      size: { cpuMillicores: 2000, memoryMiB: 4096 },
      metrics: [...processMetrics, ...nodeMetrics],
    },
  ],
  objectives: [
    {
      name: "propagation",
      panel: 10,
      promise: "95 % of blocks are in every node's graph within 2 s",
      share: 0.95,
      indicator: {
        kind: "latency",
        metric: "dag_block_propagation_seconds",
        counted: { stage: '="inserted"' },
        within: 2,
      },
      runbook: objectiveRunbook({
        cause: [
          "Peers are few or far away, or messages are dropped.",
          "Nodes validate slowly, or wait for parents that do not come.",
        ],
        check: [
          "Propagation by stage: late when received is the network, late when inserted the node itself.",
          "Peers, way to peers and back, missing parents.",
        ],
        act: [
          "Few peers: look at the nodes' addresses and at what lets them in.",
          "Slow nodes: more processor or faster volumes; a node that is far behind is taken out and synchronised anew.",
        ],
      }),
    },
    {
      name: "blocks",
      panel: 11,
      promise: "98 % of blocks become part of the ledger, and are neither refused nor orphaned",
      share: 0.98,
      indicator: {
        kind: "events",
        metric: "dag_blocks_total",
        bad: { result: '=~"rejected|orphaned"' },
      },
      runbook: objectiveRunbook({
        cause: [
          "Blocks arrive too late to be built upon, or a node makes blocks that others refuse.",
          "Somebody sends blocks that are wrong on purpose.",
        ],
        check: [
          "Blocks by result, and the reason of those that are refused.",
          "Whether they come from one node.",
        ],
        act: [
          "Orphans: follow the runbook of propagation.",
          "Wrong blocks of our own node: stop it before others shut it out.",
          "Wrong blocks of a stranger: shut the peer out, and tell whoever is in charge of security.",
        ],
      }),
    },
  ],
};

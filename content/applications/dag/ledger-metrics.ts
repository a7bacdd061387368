import type { DeclaredMetric } from "../application";
import { business, technical } from "../presets";

/** Validators that take part in consensus, at most. */
const AUTHORITIES = 100;
/** Regions of peers that a node tells apart. */
const PEER_REGIONS = 4;
/** Seconds. */
const PROPAGATION_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];
const ROUND_BUCKETS = [0.1, 0.25, 0.5, 1, 2, 5, 10];

/** What each node of the chain sees. */
export const nodeMetrics: readonly DeclaredMetric[] = [
  {
    name: "dag_block_propagation_seconds",
    type: "histogram",
    meaning: "time from making a block to having it here",
    labels: { stage: 4, peer_region: PEER_REGIONS },
    buckets: PROPAGATION_BUCKETS,
    panel: business(100, "Propagation of blocks", { by: "stage" }),
  },
  {
    name: "dag_blocks_total",
    type: "counter",
    meaning: "blocks",
    labels: { result: 3, reason: 6 },
    panel: business(101, "Blocks by result", { by: "result" }),
  },
  { name: "dag_tips", type: "gauge", meaning: "tips", labels: { type: 2 }, panel: technical(102, "Tips") },
  { name: "dag_width", type: "gauge", meaning: "blocks side by side" },
  { name: "dag_depth", type: "gauge", meaning: "blocks from the last final one" },
  {
    name: "dag_missing_parents",
    type: "gauge",
    meaning: "parents that are asked for",
    panel: technical(104, "Missing parents"),
  },
  { name: "dag_suspended_blocks", type: "gauge", meaning: "blocks that wait for their parents" },
  { name: "consensus_round", type: "gauge", meaning: "round" },
  {
    name: "consensus_last_committed_round",
    type: "gauge",
    meaning: "last round that is final",
    panel: technical(106, "Last committed round of the slowest node", { over: "min" }),
  },
  {
    name: "consensus_committed_leaders_total",
    type: "counter",
    meaning: "leaders",
    labels: { commit_type: 3 },
    panel: technical(107, "Leaders by commit", { by: "commit_type" }),
  },
  { name: "consensus_leader_timeouts_total", type: "counter", meaning: "leaders that did not answer" },
  {
    name: "consensus_round_duration_seconds",
    type: "histogram",
    meaning: "time of a round",
    buckets: ROUND_BUCKETS,
    panel: technical(108, "Time of a round"),
  },
  {
    name: "consensus_quorum_gap_rounds",
    type: "gauge",
    meaning: "rounds behind the quorum",
    labels: { authority: AUTHORITIES },
    panel: technical(109, "Furthest behind the quorum"),
  },
  {
    name: "consensus_equivocations_total",
    type: "counter",
    meaning: "contradictions",
    labels: { authority: AUTHORITIES },
  },
  {
    name: "p2p_peers",
    type: "gauge",
    meaning: "peers",
    labels: { direction: 2 },
    panel: technical(110, "Peers of the loneliest node", { by: "direction", over: "min" }),
  },
  {
    name: "p2p_rtt_seconds",
    type: "gauge",
    meaning: "way to peers and back",
    labels: { peer_region: PEER_REGIONS },
    panel: technical(111, "Way to peers and back", { by: "peer_region" }),
  },
  {
    name: "p2p_messages_total",
    type: "counter",
    meaning: "messages",
    labels: { type: 3 },
    panel: technical(112, "Messages by type", { by: "type" }),
  },
  { name: "p2p_dropped_messages_total", type: "counter", meaning: "messages that were dropped" },
  {
    name: "mempool_transactions",
    type: "gauge",
    meaning: "transactions that wait",
    panel: technical(113, "Waiting transactions"),
  },
  { name: "mempool_bytes", type: "gauge", meaning: "bytes of what waits" },
  { name: "mempool_oldest_seconds", type: "gauge", meaning: "age of the oldest that waits" },
  {
    name: "sync_lag_blocks",
    type: "gauge",
    meaning: "blocks behind the others",
    panel: technical(114, "Furthest behind"),
  },
  {
    name: "state_db_compaction_seconds",
    type: "histogram",
    meaning: "time to compact the database",
    buckets: ROUND_BUCKETS,
  },
];

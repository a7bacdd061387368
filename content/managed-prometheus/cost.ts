import { BLOCK_BYTES_PER_SAMPLE } from "../metrics/sizing";
import { DAYS_A_MONTH, SECONDS_PER_DAY } from "../units";

/** Prices of ten million samples, USD, up to so many of a month. Source: Amazon Managed Service for Prometheus pricing, us-east-1. */
const TIERS: readonly { readonly upTo: number; readonly usd: number }[] = [
  { upTo: 2e9, usd: 0.9 },
  { upTo: 252e9, usd: 0.35 },
  { upTo: Infinity, usd: 0.16 },
];
const SAMPLES_OF_A_PRICE = 1e7;
/** Price of a GB and month of what is kept, USD. Same source. */
const USD_PER_GB = 0.03;

/** What a workspace costs. */
export interface WorkspaceCost {
  /** USD a month for what comes in. */
  readonly ingestion: number;
  /** USD a month for what is kept, once it is full. */
  readonly storage: number;
}

/**
 * What a workspace costs that takes so many samples a second, all the time, without what is asked of it (0.10 USD for a billion samples that are
 * read). The halves of a pair of Prometheus count once, as the workspace keeps one of them.
 * @param samplesPerSecond of all regions that write there
 * @param keptDays how long samples are kept
 */
export function workspaceCost(samplesPerSecond: number, keptDays: number): WorkspaceCost {
  const samples = samplesPerSecond * SECONDS_PER_DAY * DAYS_A_MONTH;
  let below = 0;
  let ingestion = 0;
  for (const { upTo, usd } of TIERS) {
    ingestion += (Math.max(0, Math.min(samples, upTo) - below) / SAMPLES_OF_A_PRICE) * usd;
    below = upTo;
  }
  const kept = samplesPerSecond * SECONDS_PER_DAY * keptDays * BLOCK_BYTES_PER_SAMPLE;
  return { ingestion, storage: (kept / 1e9) * USD_PER_GB };
}

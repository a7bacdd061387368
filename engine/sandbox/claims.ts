import { CloudError } from "./errors";
import { stackOf } from "./identity";
import type { InventoryView } from "./inventory";

/** A name that only one thing may have: what is claimed and how the cloud refuses a second claim. */
export interface Claim {
  /** The name with its scope (global, an account, an account's region, a cluster's namespace). */
  readonly name: string;
  /** The refusal; who holds the name is added to it. */
  readonly refusal: string;
  /** Making the same resource again is no conflict: the API takes it as a change. @default false */
  readonly again?: boolean;
}

interface PreviewClaim {
  urn: string;
  run: PreviewRun;
}

/** One run of the engine, known by the address it listens on. */
export interface PreviewRun {
  readonly engine: string;
  /** When it last called, in milliseconds since the epoch. */
  lastSeen: number;
}

/**
 * A preview's claims count for others this long after its last call, in milliseconds: as long as it may still be running, and long
 * enough that previews one after the other in one command see each other's.
 */
export const CLAIM_LIFETIME_MS = 60_000;

/**
 * The names that running previews would take. A preview creates nothing, so two stacks that want the same bucket would both look fine
 * without this.
 */
export class PreviewClaims {
  private readonly claims = new Map<string, PreviewClaim>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Claims names for a resource of a preview. @throws CloudError where another stack's preview holds one */
  claim(claims: readonly Claim[], urn: string, run: PreviewRun): void {
    for (const { name, refusal } of claims) {
      const held = this.claims.get(name);
      if (held !== undefined && held.urn !== urn && this.counts(held, run))
        throw new CloudError("exists", `${refusal}; the preview of ${held.urn} claims it`);
      this.claims.set(name, { urn, run });
    }
  }

  /** Two resources of one run always clash; another run only while it may still be going on. */
  private counts(held: PreviewClaim, run: PreviewRun): boolean {
    if (held.run === run) return true;
    return this.now() - held.run.lastSeen < CLAIM_LIFETIME_MS;
  }

  /** Forgets what earlier runs of a stack claimed. */
  restart(urn: string, run: PreviewRun): void {
    const stack = stackOf(urn);
    for (const [name, held] of this.claims)
      if (held.run !== run && stackOf(held.urn) === stack) this.claims.delete(name);
  }
}

/**
 * Refuses a claim on a name that something in the cloud has.
 *
 * @param ownCounts whether the resource may hold the name already: when it is updated, or replaced in a preview
 */
export function refuseHeld(
  view: InventoryView,
  claims: readonly Claim[],
  urn: string,
  ownCounts: boolean,
): void {
  for (const { name, refusal, again } of claims) {
    const holder = view.holder(name);
    if (holder !== undefined && !(holder.urn === urn && (ownCounts || again === true)))
      throw new CloudError("exists", `${refusal}; ${holder.urn} holds it`);
  }
}

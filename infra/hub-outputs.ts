import * as pulumi from "@pulumi/pulumi";
import type { MetricsStore } from "../content/metrics/store";
import { describeMissingOutputs } from "../content/missing-outputs";

/**
 * What the hub's stack tells the spokes: names that AWS makes up. Everything else a spoke works out by itself from the settings.
 */
export interface HubOutputs {
  /** Name of the endpoint service through which metrics are sent, such as `com.amazonaws.vpce.us-east-1.vpce-svc-…`. */
  readonly ingestServiceName: string;
  /** Regions from which that service takes connections. */
  readonly ingestRegions: string[];
  /** The key of the hub's bucket of blocks, with which spokes encrypt what they copy there. */
  readonly metricsKeyArn: string;
  /** The keys of the places in which roots are exchanged, by region: the hub's own, and those that it made in the spokes' regions. */
  readonly rootKeyArns: Readonly<Record<string, string>>;
  /** Id of the workspace in which the hub keeps metrics, where it keeps them in one. */
  readonly metricsWorkspaceId?: string;
}

/** The names of the outputs, in the order in which they are named to people: every hub has them, and one more with a workspace. */
function hubOutputNames(store: MetricsStore): readonly (keyof HubOutputs)[] {
  const always = ["ingestServiceName", "ingestRegions", "metricsKeyArn", "rootKeyArns"] as const;
  return store === "amp" ? [...always, "metricsWorkspaceId"] : always;
}

/**
 * Reads the hub's outputs in a spoke, and waits for them: before anything is registered, so that an update which cannot succeed changes
 * nothing. Where some are missing (the hub's stack is empty, or was destroyed), a preview goes on with unknown values and one warning
 * that counts and names them; an update is refused in one sentence.
 *
 * The hub's stack itself has to exist, be it empty: Pulumi fails on a reference to a stack that does not (`pulumi stack init us-east-1`;
 * the `pharos` command sees to it).
 * @param hub region, and so stack, of the hub
 * @param region region of the spoke
 * @param store what keeps metrics at the hub
 */
export async function readHubOutputs(
  hub: string,
  region: string,
  store: MetricsStore,
): Promise<pulumi.Output<HubOutputs>> {
  const reference = new pulumi.StackReference("hub", {
    name: `${pulumi.getOrganization()}/${pulumi.getProject()}/${hub}`,
  });
  const found = await Promise.all(
    hubOutputNames(store).map(
      async (name) => [name, (await reference.getOutputDetails(name)).value as unknown] as const,
    ),
  );
  const preview = pulumi.runtime.isDryRun();
  return pulumi.output(
    checkHubOutputs(Object.fromEntries(found) as Partial<HubOutputs>, { hub, region, store, preview }),
  );
}

/**
 * What stands for the hub's outputs in the update that only takes deletion protection off. Nothing that reads them is touched by it, and
 * a spoke must be able to go after its hub.
 */
export function retiredHubOutputs(hub: string, region: string): pulumi.Output<HubOutputs> {
  const retired: HubOutputs = {
    ingestServiceName: "retired",
    ingestRegions: [region],
    metricsKeyArn: "retired",
    rootKeyArns: { [hub]: "retired", [region]: "retired" },
    metricsWorkspaceId: "retired",
  };
  return pulumi.output(retired);
}

/** Who reads, of whom, and when. */
interface Reading {
  readonly hub: string;
  readonly region: string;
  readonly store: MetricsStore;
  readonly preview: boolean;
}

/** The check itself, once for all outputs, so that it warns or refuses once. */
export function checkHubOutputs(
  outputs: Partial<HubOutputs>,
  { hub, region, store, preview }: Reading,
): HubOutputs {
  const names = hubOutputNames(store);
  const missing = names.filter((name) => outputs[name] === undefined);
  if (missing.length > 0) {
    if (!preview) {
      throw new pulumi.RunError(
        `the hub ${hub} is not deployed, and ${region} sends to it (missing: ${missing.join(", ")}): run \`pulumi up --stack ${hub}\` first`,
      );
    }
    void pulumi.log.warn(describeMissingOutputs(hub, missing));
  }
  const { ingestRegions } = outputs;
  if (ingestRegions !== undefined && !ingestRegions.includes(region)) {
    const said = `the hub ${hub} does not take metrics from ${region} yet (it does from ${ingestRegions.join(", ")})`;
    if (!preview) throw new pulumi.RunError(`${said}: run \`pulumi up --stack ${hub}\` first`);
    void pulumi.log.warn(`${said}: update it before this stack`);
  }
  return Object.fromEntries(
    names.map((name) => [name, outputs[name] ?? unknownValue]),
  ) as unknown as HubOutputs;
}

/** A value that the engine treats like one which a resource has yet to produce. The SDK exports it without a type of use here. */
const unknownValue: unknown = pulumi.unknown;

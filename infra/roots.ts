import * as pulumi from "@pulumi/pulumi";
import { RootExchange } from "../components/certificates/root-exchange";
import type { PlatformCluster } from "../components/cluster/platform-cluster";
import { DataKey } from "../components/encryption/data-key";
import type { ExternalSecrets } from "../components/secrets/external-secrets";
import { PublishedRoot } from "../components/secrets/published-root";
import { certificatesNamespace } from "../content/versions";
import { peersOf } from "../stacks/topology";
import type { Addons } from "./addons";
import type { DataKeys, Place } from "./foundation";
import type { HubOutputs } from "./hub-outputs";

/** The keys of the places in which roots lie, by region: a hub makes those in its spokes' regions, which come after it. */
export type RootKeys = ReadonlyMap<string, pulumi.Input<string>>;

/**
 * A hub's: its own key of secrets, with which its spokes encrypt their copies there, and one in each spoke's region, for the copy of its own
 * root. A spoke reads them of the hub. Empty where there is nobody to exchange roots with.
 */
export function createRootKeys(
  { scope, account, lifetime, topology, aws }: Place,
  keys: DataKeys,
  outputs: pulumi.Output<HubOutputs> | undefined,
): RootKeys {
  const { region } = scope;
  const peers = peersOf(topology, region);
  if (peers.length === 0) return new Map();
  if (outputs !== undefined) {
    const keyIn = (where: string) => outputs.rootKeyArns.apply((arns) => arns[where]!);
    return new Map([topology.hub, region].map((where) => [where, keyIn(where)]));
  }
  const made = peers.map((peer) => {
    const key = new DataKey(
      `root-in-${peer}-data`,
      {
        dataClass: "secrets",
        scope,
        account,
        lifetime,
        uses: { secrets: true },
        purpose: `root-in-${peer}`,
        region: peer,
      },
      { providers: [aws] },
    );
    return [peer, key.arn] as const;
  });
  return new Map([[region, keys.secrets.arn], ...made]);
}

/** What the hub tells its spokes of them. */
export function rootKeyOutputs(rootKeys: RootKeys): pulumi.Output<Record<string, string>> {
  return pulumi.output(Object.fromEntries(rootKeys));
}

/** What there is in the cluster before roots are exchanged. */
interface ExchangeNeeds {
  readonly keys: DataKeys;
  readonly rootKeys: RootKeys;
  readonly addons: Addons;
  readonly secrets: ExternalSecrets;
}

/** Trust between regions: the own root for the others, and theirs for those who speak with them. */
export function createRootExchange(
  { scope, account, topology, aws }: Place,
  { provider, cluster }: PlatformCluster,
  { keys, rootKeys, addons, secrets }: ExchangeNeeds,
): void {
  const peers = peersOf(topology, scope.region);
  if (peers.length === 0) return;
  const published = new PublishedRoot(
    "published-root",
    {
      scope,
      account,
      keyArn: keys.secrets.arn,
      copies: peers.map((region) => ({ region, keyArn: rootKeys.get(region)! })),
    },
    { providers: [aws] },
  );
  new RootExchange(
    "root-exchange",
    {
      owner: scope,
      peers,
      namespace: certificatesNamespace,
      policy: published.policy,
      after: [...secrets.ready, ...addons.certificates.trust, published],
      ...(cluster === undefined ? {} : { cluster }),
    },
    { providers: [provider] },
  );
}

import type { Line } from "../line";
import { budgets, replicas } from "./availability";
import { knownKeys, selectors, traps } from "./charts";
import { images, resources, restrictions } from "./containers";
import { definitions } from "./definitions";
import { digests } from "./digests";
import { falcoRules, falcoTraps } from "./falco";
import { kubernetesApi } from "./kubernetes-api";
import { tls } from "./ports";
import { scraped } from "./scraped";
import { defaultCredentials, literalSecrets } from "./secrets";
import { state } from "./state";
import { replication, retention, volumeClaims } from "./stores";
import { zones } from "./zones";

/** The acceptance list: what would have caught the defaults by which charts silently break a promise. */
export const lines: readonly Line[] = [
  state,
  replicas,
  budgets,
  zones,
  resources,
  restrictions,
  images,
  digests,
  tls,
  scraped,
  literalSecrets,
  definitions,
  selectors,
  replication,
  volumeClaims,
  falcoRules,
  retention,
  defaultCredentials,
  knownKeys,
  ...kubernetesApi,
  ...traps,
  ...falcoTraps,
];

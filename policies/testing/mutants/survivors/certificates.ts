import { caughtBy, type Survivor } from "./survivor";

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** Who vouches for whom, and who copies credentials into the cluster. */
export const certificates: readonly Survivor[] = [
  ...caughtBy("components/certificates/certificates.test.ts")([
    ["kubernetes:cert-manager.io/v1:*", "kubernetes:trust.cert-manager.io/v1alpha1:Bundle"],
    /metadata\.annotations(\.pulumi\.com\/waitFor)?|spec(\..+)?/,
    "all",
    "The authority's key and term, what it issues to whom, and what the namespaces trust are asserted whole.",
  ]),
  ...caughtBy("components/certificates/certificates.test.ts")([
    RELEASE,
    /values\.(global.*|defaultPackage.*|filter(Expired|NonCA).*)/,
    "all",
    "That nobody gets rights over certificates and bundles by the way, and that no public authority becomes a root, is compared there.",
  ]),
  ...caughtBy("components/secrets/external-secrets.test.ts")(
    [
      "kubernetes:external-secrets.io/v1:*",
      /metadata\.annotations(\.pulumi\.com\/waitFor)?|spec(\..+)?/,
      "all",
      "Which namespaces may read which place, and what becomes of a copy whose place is gone, are asserted whole.",
    ],
    [
      RELEASE,
      /values\.(process[A-Z].*|rbac\.(aggregateTo.+|serviceAccountTokenCreate)|certController.*|webhook\.certManager.*)/,
      "all",
      "Of what the operator takes orders, that it makes no tokens, and that it gives nobody rights, is compared there.",
    ],
  ),
  ...caughtBy("components/secrets/published-root.test.ts")([
    "kubernetes:core/v1:ConfigMap",
    /data\.policy\.json.*/,
    "all",
    "It is the policy of the place in which the root is published, which is compared whole there; that the cluster gets the same one is in root-exchange.test.ts.",
  ]),
  ...caughtBy("components/certificates/root-exchange.test.ts")([
    [
      "kubernetes:external-secrets.io/v1:ExternalSecret",
      "kubernetes:external-secrets.io/v1alpha1:PushSecret",
    ],
    /metadata\.annotations(\..+)?|spec(\..+)?/,
    "all",
    "Which half of the root is published where, under which policy, and for which peers nobody waits, is asserted whole.",
  ]),
];

import { pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import { leavesOf, mayHideATree, type Leaf } from "../../evaluation/trees";

/**
 * Settings that mean the same in every chart, because charts hand them on to Kubernetes by its own names. What is said here weakens what
 * the chart installs, whether or not its manifests are at hand.
 */
const UNSAFE: Readonly<
  Record<
    string,
    { readonly isUnsafe: (value: string, keys: readonly string[]) => boolean; readonly allowed: string }
  >
> = {
  add: {
    isUnsafe: (value, keys) => keys.includes("capabilities") && value !== "NET_BIND_SERVICE",
    allowed: "only NET_BIND_SERVICE may be added",
  },
  allowPrivilegeEscalation: { isUnsafe: isTrue, allowed: "false is required" },
  enabled: {
    isUnsafe: (value, keys) => keys.at(-2) === "auth.anonymous" && isTrue(value),
    allowed: "nobody may look without signing in",
  },
  hostIPC: { isUnsafe: isTrue, allowed: "no pod may share that with its node" },
  hostNetwork: { isUnsafe: isTrue, allowed: "no pod may share that with its node" },
  hostPID: { isUnsafe: isTrue, allowed: "no pod may share that with its node" },
  hostProcess: { isUnsafe: isTrue, allowed: "no container may have the node" },
  minVersion: {
    isUnsafe: (value, keys) => keys.some((key) => /tls/i.test(key)) && ["TLS10", "TLS11"].includes(value),
    allowed: "TLS12 or TLS13 is required",
  },
  path: { isUnsafe: (_, keys) => keys.at(-2) === "hostPath", allowed: "no pod may mount its node" },
  privileged: { isUnsafe: isTrue, allowed: "no container may have the node" },
  procMount: { isUnsafe: (value) => value !== "" && value !== "Default", allowed: "Default is allowed" },
  runAsNonRoot: { isUnsafe: (value) => value === "false", allowed: "true is required" },
  runAsUser: { isUnsafe: (value) => value === "0", allowed: "a number above 0 is required" },
  tag: {
    isUnsafe: (value) => value.toLowerCase() === "latest",
    allowed: "the tag of one version is required",
  },
  type: {
    isUnsafe: (value, keys) => keys.at(-2) === "seccompProfile" && value === "Unconfined",
    allowed: "RuntimeDefault or Localhost is required",
  },
};

/** Judges what a release's values say themselves of the safety of its pods. */
export function judgeValues(values: Reader): readonly Outcome[] {
  const leaves = leavesOf(values);
  const hidden = leaves.find(
    (leaf) => mayHideATree(leaf) || (leaf.value.state === "unknown" && settingOf(leaf) !== undefined),
  );
  return [
    pass,
    ...leaves.flatMap(judgeLeaf),
    ...(hidden?.value.state === "unknown" ? [undetermined(hidden.value)] : []),
  ];
}

function judgeLeaf(leaf: Leaf): readonly Outcome[] {
  const { keys, value, path } = leaf;
  const setting = settingOf(leaf);
  if (setting === undefined || value.state !== "value" || !setting.isUnsafe(value.value, keys)) return [];
  return [
    violation("unsafe-value", {
      message: `'${path}' is '${value.value}'; ${setting.allowed}`,
      fix: "take it out of the release's values",
      property: path,
    }),
  ];
}

function settingOf({ keys }: Leaf): (typeof UNSAFE)[string] | undefined {
  const key = keys.at(-1) ?? "";
  return Object.hasOwn(UNSAFE, key) ? UNSAFE[key] : undefined;
}

function isTrue(value: string): boolean {
  return value === "true";
}

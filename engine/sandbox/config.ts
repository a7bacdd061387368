import { hasUnknown, isUnknown, knownString, sameValue, type Properties } from "./values";

/**
 * Stands for a provider's setting that is not known at preview, such as the kubeconfig of a cluster that does not exist yet. With an
 * unknown setting the engine would not ask the provider anything: nothing in that cluster would be checked before it is there.
 */
const NOT_KNOWN_YET = "(not known before the update)";

/** Settings as the engine shall keep them: what is not known is replaced by {@link NOT_KNOWN_YET}. */
export function settled(settings: Properties): Properties {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key, hasUnknown(value) ? NOT_KNOWN_YET : value]),
  );
}

/** Settings without those that are not known yet. */
export function knownSettings(settings: Properties): Properties {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => !isUnknown(value) && knownString(value) !== NOT_KNOWN_YET),
  );
}

/** The settings that differ. */
export function changedSettings(olds: Properties, news: Properties): string[] {
  const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
  return [...keys].filter((key) => key !== "version" && !sameValue(olds[key], news[key])).sort();
}

/** Whether both sides know every setting, so that a difference means something. */
export function bothKnown(olds: Properties, news: Properties): boolean {
  return [...Object.values(olds), ...Object.values(news)].every(
    (value) => !isUnknown(value) && knownString(value) !== NOT_KNOWN_YET,
  );
}

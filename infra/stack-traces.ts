/** Frames that are enough to find the line that made a resource: a component's depth and the SDK's. */
const FRAMES_OF_A_RESOURCE = 12;

type PrepareStackTrace = (error: Error, sites: NodeJS.CallSite[]) => unknown;

/**
 * Makes stack traces cheap where nobody reads them. The SDK writes one for each of its promises, and one for each resource to find the
 * line that made it; in a program run by Pulumi every one is translated frame by frame through source maps, which is most of the time
 * that a program of some hundred resources takes.
 *
 * Errors with a message are translated as before. The traces of resources stay, untranslated: whoever shows them translates the one
 * line that is shown. Those of promises (an error without a message) are left out; they serve only PULUMI_DEBUG_PROMISE_LEAKS, and when
 * that is set nothing is changed.
 */
export function lightenStackTraces(environment: NodeJS.ProcessEnv = process.env): void {
  if (environment["PULUMI_DEBUG_PROMISE_LEAKS"]) return;
  const mapped = Error.prepareStackTrace as PrepareStackTrace | undefined; // set by source-map-support in a run, unset in tests
  Error.prepareStackTrace = (error, sites) => {
    if (error.message !== "") return mapped === undefined ? format(String(error), sites) : mapped(error, sites);
    // Only the SDK's look for a resource's call site lifts the limit.
    if (Error.stackTraceLimit === Infinity) return format("Error", sites.slice(0, FRAMES_OF_A_RESOURCE));
    return String(error);
  };
}

/** As V8 does it. */
function format(head: string, sites: readonly NodeJS.CallSite[]): string {
  return [head, ...sites.map((site) => `    at ${String(site)}`)].join("\n");
}

/** What a pipeline says of the commit that it runs for. */
export interface PipelineFacts {
  commit?: string;
  /** The address under which files of the commit can be read, up to a file's path. */
  sourceAddress?: string;
}

/** Reads what GitHub Actions and GitLab CI put into the environment. Elsewhere nothing is known, and nothing is asked. */
export function pipelineFacts(env: NodeJS.ProcessEnv): PipelineFacts {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA, CI_PROJECT_URL, CI_COMMIT_SHA } = env;
  if (GITHUB_SHA) {
    const address = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}/`;
    return { commit: GITHUB_SHA, ...(isWebAddress(address) && { sourceAddress: address }) };
  }
  if (CI_COMMIT_SHA) {
    const address = `${CI_PROJECT_URL}/-/blob/${CI_COMMIT_SHA}/`;
    return { commit: CI_COMMIT_SHA, ...(isWebAddress(address) && { sourceAddress: address }) };
  }
  return {};
}

/** It goes into links: nothing else may pass for an address. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s()<>"']+$/.test(text);
}

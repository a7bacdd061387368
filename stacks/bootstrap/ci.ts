import { UserError } from "../../content/user-error";

/** Where pipelines run that may assume roles without a stored secret: their runs carry a token of the provider's. */
export type CiProvider =
  | {
      readonly kind: "github";
      readonly repository: string;
      readonly branch: string;
      readonly environment: string;
    }
  | { readonly kind: "gitlab"; readonly host: string; readonly project: string; readonly branch: string };

/** The branch from which stacks are updated. */
const MAIN_BRANCH = "main";

const GITHUB = /^github:([\w.-]+\/[\w.-]+)(?:@([\w./-]+))?$/;
const GITLAB = /^gitlab:([a-z0-9.-]+)\/([\w.-]+(?:\/[\w.-]+)+)(?:@([\w./-]+))?$/;

/**
 * Reads `github:owner/repository[@branch]` or `gitlab:host/group/project[@branch]`.
 * @param environment GitHub's deployment environment, whose reviewers stand before an update
 * @throws UserError for any other text
 */
export function parseCi(text: string, environment: string): CiProvider {
  const github = GITHUB.exec(text);
  if (github !== null) {
    return { kind: "github", repository: github[1]!, branch: github[2] ?? MAIN_BRANCH, environment };
  }
  const gitlab = GITLAB.exec(text);
  if (gitlab !== null) {
    return { kind: "gitlab", host: gitlab[1]!, project: gitlab[2]!, branch: gitlab[3] ?? MAIN_BRANCH };
  }
  throw new UserError(
    `'--ci' should be github:owner/repository or gitlab:host/group/project, with @branch where it is not ${MAIN_BRANCH}, got '${text}'`,
    "name the repository as its address has it, such as github:acme/platform",
  );
}

/** How a provider's tokens look. */
export interface Tokens {
  /** Address of the issuer, without its scheme: IAM's name for the provider. */
  readonly issuer: string;
  readonly audience: string;
  /** Subjects of runs that may look: exact ones only, so that no other repository's name can begin alike. */
  readonly preview: readonly string[];
  /** Subjects of runs that may change. */
  readonly deploy: readonly string[];
  /** Subjects with a wildcard, where a provider names every branch on its own. */
  readonly previewLike: readonly string[];
}

/**
 * Claims of the tokens (GitHub: "OpenID Connect reference"; GitLab: "ID token authentication"). A pull request may look; only the
 * protected environment, or the main branch, may change.
 */
export function tokensOf(provider: CiProvider): Tokens {
  if (provider.kind === "github") {
    const { repository, branch, environment } = provider;
    return {
      issuer: "token.actions.githubusercontent.com",
      audience: "sts.amazonaws.com",
      preview: [`repo:${repository}:pull_request`, `repo:${repository}:ref:refs/heads/${branch}`],
      deploy: [`repo:${repository}:environment:${environment}`],
      previewLike: [],
    };
  }
  const { host, project, branch } = provider;
  return {
    issuer: host,
    audience: `https://${host}`,
    preview: [],
    deploy: [`project_path:${project}:ref_type:branch:ref:${branch}`],
    previewLike: [`project_path:${project}:ref_type:branch:ref:*`],
  };
}

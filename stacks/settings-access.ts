import { z } from "zod";
import { personRoles, type PersonRole } from "../content/people";
import { gatewaySettings } from "./settings-gateway";
import { setting } from "./settings-describe";
import { refuse } from "./settings-refuse";

/** An IAM role, its path included: access entries find SSO's roles by their full ARN only. */
const ROLE_FORM = /^arn:aws:iam::\d{12}:role\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;
const ROLE_ALLOWED = "the full ARN of an IAM role, its path included";
const ROLE_EXAMPLE =
  "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/us-east-1/AWSReservedSSO_Viewer_0123456789abcdef";
/** What IAM Identity Center calls its roles, and the path below which they are. */
const SSO_NAME = /\/AWSReservedSSO_[^/]+$/;
const SSO_PATH = ":role/aws-reserved/sso.amazonaws.com/";
const ISSUER_FORM = /^https:\/\/[A-Za-z0-9.-]+(\/[\w./~-]*)?$/;
const CLAIM_FORM = /^[A-Za-z][A-Za-z0-9_.:/-]{0,126}$/;
const GROUP_FORM = /^[^\s,][^\n,]{0,126}$/;

/** Who identity by OIDC can stand for: EKS gives its own administration to IAM roles only. */
export type OidcRole = Exclude<PersonRole, "admin">;
const oidcRoles = personRoles.filter((role): role is OidcRole => role !== "admin");

const roleArn = z.string().check((context) => {
  const arn = context.value;
  if (!ROLE_FORM.test(arn)) {
    refuse(context, {
      problem: /:assumed-role\//.test(arn)
        ? "is a session, not a role: it ends with the session"
        : "is not the ARN of an IAM role",
      allowed: ROLE_ALLOWED,
      fix: "write what `aws iam get-role` shows as Arn",
    });
  } else if (SSO_NAME.test(arn) && !arn.includes(SSO_PATH)) {
    refuse(context, {
      problem:
        "lacks the path of a role of IAM Identity Center: EKS refuses it as an invalid principal, since no role has that ARN",
      allowed: `${ROLE_ALLOWED}, such as ${ROLE_EXAMPLE}`,
      fix: "write what `aws iam get-role` shows as Arn",
    });
  }
});

const listOf = (entry: z.ZodType<string, string>) =>
  z
    .array(entry)
    .default([])
    .check((context) => {
      const twice = context.value.filter((one, index) => context.value.indexOf(one) !== index);
      if (twice.length === 0) return;
      refuse(context, {
        problem: `names ${[...new Set(twice)].join(", ")} more than once`,
        allowed: "each once",
        fix: "remove the second mention",
      });
    });

const IN_PLACE = "Updated in place: whoever is removed is let out at once.";

function roles<Role extends PersonRole>(
  of: readonly Role[],
  entry: z.ZodType<string, string>,
  allowed: string,
): Record<Role, ReturnType<typeof listOf>> {
  return Object.fromEntries(
    of.map((role) => [
      role,
      setting(listOf(entry), {
        meaning: `Who is ${role} (content/people.ts says what that allows).`,
        allowed: `a list, each entry ${allowed}`,
        changing: IN_PLACE,
      }),
    ]),
  ) as Record<Role, ReturnType<typeof listOf>>;
}

const iamIdentity = z.strictObject({
  kind: setting(z.literal("iam"), {
    meaning:
      "Who people are: `iam` by IAM roles, as IAM Identity Center gives them; `oidc` by another issuer of tokens.",
    changing: IN_PLACE,
  }),
  roles: setting(z.strictObject(roles(personRoles, roleArn, ROLE_ALLOWED)).prefault({}), {
    meaning: "IAM roles by what they may do. One role is one kind of person.",
  }),
});

const oidcIdentity = z.strictObject({
  kind: setting(z.literal("oidc"), {
    meaning:
      "By another issuer of tokens. EKS takes one issuer a cluster, and it cannot make anybody administrator.",
    changing: IN_PLACE,
  }),
  issuerUrl: setting(z.string().regex(ISSUER_FORM), {
    meaning: "The issuer of the tokens. EKS reads its keys over the internet.",
    allowed: "an https:// address, as in the token's claim iss",
    example: "https://id.example.com",
    changing: "The issuer is replaced, which takes about twenty minutes; nobody signs in by it meanwhile.",
  }),
  clientId: setting(z.string().min(1).max(255), {
    meaning: "The audience of the tokens (claim aud).",
    allowed: "a text",
    example: "pharos",
    changing: "As with `issuerUrl`.",
  }),
  usernameClaim: setting(z.string().regex(CLAIM_FORM).default("sub"), {
    meaning:
      "The claim that names a person in audit logs. A mail address can pass to somebody else; `sub` cannot.",
    allowed: "the name of a claim",
    changing: "As with `issuerUrl`.",
  }),
  groupsClaim: setting(z.string().regex(CLAIM_FORM).default("groups"), {
    meaning: "The claim that lists a person's groups.",
    allowed: "the name of a claim",
    changing: "As with `issuerUrl`.",
  }),
  groups: setting(
    z
      .strictObject(roles(oidcRoles, z.string().regex(GROUP_FORM), "a group as the token says it"))
      .prefault({}),
    { meaning: "Groups of the issuer by what they may do." },
  ),
});

/** Group `access`. The default lets nobody in but whoever made the cluster. */
export const accessSettings = setting(
  z
    .strictObject({
      identity: setting(z.discriminatedUnion("kind", [iamIdentity, oidcIdentity]).prefault({ kind: "iam" }), {
        meaning: "How the cluster knows who people are.",
      }),
      gateway: gatewaySettings,
    })
    .prefault({}),
  { meaning: "Who may do what in the region. Default: nobody, except whoever made the cluster." },
);

import { z } from "zod";
import { type ApplicationTeam, applicationTeams } from "../content/applications/teams";
import { personRoles } from "../content/people";
import { setting } from "./settings-describe";

const URL_FORM = /^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/[\w./~-]*)?$/;
const CLAIM_FORM = /^[A-Za-z][A-Za-z0-9_.:/-]{0,126}$/;
/** Without the signs that mean something in the files in which groups and client end up: quotes, braces, commas, semicolons. */
const GROUP_FORM = /^[A-Za-z0-9][\w .:/@=+()|-]{0,126}$/;
const CLIENT_FORM = /^[A-Za-z0-9][\w.:/@-]{0,254}$/;
const SCOPE_FORM = /^[\w:./-]{1,100}$/;
/** Doors and the region come before it, and a name has 253 characters at most. */
const DOMAIN_FORM = /^(?=.{1,200}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;
const CLASS_FORM = /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/;

const IN_PLACE = "Updated in place: the gateway's pods restart one after the other.";

const groups = z.strictObject(
  Object.fromEntries(
    personRoles.map((role) => [
      role,
      setting(z.array(z.string().regex(GROUP_FORM)).default([]), {
        meaning: `Groups whose members are ${role} (content/people.ts says what that allows).`,
        allowed:
          "a list, each entry a group as the token says it: up to 127 letters, digits, spaces and _ . : / @ = + ( ) | -",
        changing: `${IN_PLACE} Whoever is removed is out within four minutes.`,
      }),
    ]),
  ) as Record<(typeof personRoles)[number], z.ZodDefault<z.ZodArray<z.ZodString>>>,
);

const tenants = z.strictObject(
  Object.fromEntries(
    applicationTeams.map((team) => [
      team,
      setting(z.array(z.string().regex(GROUP_FORM)).default([]), {
        meaning: `Groups whose members see the metrics of the applications of ${team}, and no others, at \`metrics-${team}.<region>.<domain>/query\`.`,
        allowed:
          "a list, each entry a group as the token says it: up to 127 letters, digits, spaces and _ . : / @ = + ( ) | -",
        changing: `${IN_PLACE} Whoever is removed is out within four minutes.`,
      }),
    ]),
  ) as Record<ApplicationTeam, z.ZodDefault<z.ZodArray<z.ZodString>>>,
);

/** Part `gateway` of the group `access`. */
export const gatewaySettings = setting(
  z
    .strictObject({
      issuerUrl: setting(z.string().regex(URL_FORM), {
        meaning:
          "The OpenID Connect issuer that knows people. A second factor is its to ask for. The gateway reads `/.well-known/openid-configuration` below it.",
        allowed: "an https:// address, as in the token's claim iss",
        example: "https://id.example.com",
        changing: IN_PLACE,
      }),
      keysUrl: setting(z.string().regex(URL_FORM), {
        meaning:
          "Where the issuer publishes its keys (`jwks_uri` of its configuration): Grafana checks with them who somebody is.",
        allowed: "an https:// address",
        example: "https://id.example.com/keys",
        changing: "Updated in place: Grafana restarts.",
      }),
      clientId: setting(z.string().regex(CLIENT_FORM), {
        meaning:
          "The gateway's client at the issuer. Its secret is the credential `gateway-client`, and it has the redirect address `https://<door>.<region>.<domain>/oauth2/callback` of every door.",
        allowed: "up to 255 letters, digits and _ . : / @ -",
        example: "pharos-gateway",
        changing: IN_PLACE,
      }),
      domain: setting(z.string().regex(DOMAIN_FORM), {
        meaning:
          "Domain below which people find the doors, such as `grafana.us-east-1.<domain>`. `*.<region>.<domain>` has to point to the load balancer that the stack's output `gatewayAddress` names, and to be a certificate in Certificate Manager in the region.",
        allowed: "a domain in lower case",
        example: "pharos.example.com",
        changing: `${IN_PLACE} The redirect addresses at the issuer change with it.`,
      }),
      groupsClaim: setting(z.string().regex(CLAIM_FORM).default("groups"), {
        meaning: "The claim that lists a person's groups.",
        allowed: "the name of a claim",
        changing: IN_PLACE,
      }),
      scopes: setting(
        z
          .array(z.string().regex(SCOPE_FORM))
          .min(1)
          .default(["openid", "email", "profile", "groups", "offline_access"]),
        {
          meaning:
            "What is asked of the issuer. `offline_access` lets tokens be made anew while somebody works; without it people sign in when a token ends.",
          allowed: "a list of scopes that the issuer knows, `openid` among them",
          changing: IN_PLACE,
        },
      ),
      groups: setting(groups.prefault({}), {
        meaning: "Groups of the issuer by what their members may do.",
      }),
      tenants: setting(tenants.prefault({}), {
        meaning:
          "Groups of the issuer by the team whose metrics their members see. Default: no team has a door.",
        cost: "Two small pods for each team that has a group.",
      }),
      ingressClass: setting(z.string().regex(CLASS_FORM).optional(), {
        meaning:
          "On an existing cluster: the ingress controller that leads people to the gateway, with the certificate in the Secret `gateway-public-tls` of the namespace `access`. Default: the cluster's default.",
        allowed: "the name of an IngressClass",
        changing: "Updated in place.",
      }),
    })
    .optional(),
  {
    meaning:
      "How people reach Grafana, Prometheus and Alertmanager. Default: not at all, but by `kubectl port-forward`.",
    cost: "About 20 USD a month for the load balancer.",
  },
);

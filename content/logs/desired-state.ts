import type { RetentionOverrides } from "../retention";
import { lifecyclePolicy, repositoryOf, snapshotPolicy } from "./lifecycle-policies";
import { jaegerLifecycle, loggingNamespace, userSecret } from "./names";
import { userNamespace } from "./users";
import { personRoleBodies, programName, programRoles, spaces, storeUsers } from "./roles";
import { type LogClass, logClassNames, spanClass } from "./streams";
import {
  ECS_TEMPLATE,
  ecsTemplate,
  lifecycleName,
  settingsName,
  settingsTemplate,
  streamTemplate,
  streamTemplateName,
} from "./templates";

/** Which API something is put to. */
type Api = "elasticsearch" | "kibana";

/** One thing that has to be there. */
export interface DesiredObject {
  readonly api: Api;
  /** Where it is read, and where it is written if nothing else is said. */
  readonly path: string;
  /** What it has to be. */
  readonly body: unknown;
  /**
   * Steps in the answer to a read that lead to what compares with `body`.
   * @default [] the answer itself
   */
  readonly at?: readonly (string | number)[];
  /**
   * Where it is made, by POST, when it is not there.
   * @default by PUT to `path`
   */
  readonly createAt?: string;
}

/** A program's user: its password is made in the cluster and kept in a Secret of the program's namespace. */
export interface DesiredUser {
  readonly name: string;
  readonly roles: readonly string[];
  readonly secretName: string;
  readonly namespace: string;
}

/** Everything that the bootstrap job sees to, in the order of doing: what is named comes before what names it. */
export interface DesiredState {
  readonly namespace: string;
  readonly objects: readonly DesiredObject[];
  readonly users: readonly DesiredUser[];
}

/** What decides on the state. */
export interface StoreInputs<Text = string> {
  readonly shards: number;
  readonly retention: RetentionOverrides;
  /** Bucket of each class. */
  readonly buckets: Readonly<Record<LogClass, Text>>;
}

/** The state of a region's log store. */
export function desiredState({ shards, retention, buckets }: StoreInputs): DesiredState {
  const ilm = (name: string, logClass: LogClass): DesiredObject => ({
    api: "elasticsearch",
    path: `/_ilm/policy/${name}`,
    body: lifecyclePolicy(logClass, retention),
    at: [name],
  });
  const component = (name: string, body: unknown): DesiredObject => ({
    api: "elasticsearch",
    path: `/_component_template/${name}`,
    body,
    at: ["component_templates", 0, "component_template"],
  });
  return {
    namespace: loggingNamespace,
    objects: [
      ...logClassNames.map((logClass) => ilm(lifecycleName(logClass), logClass)),
      ilm(jaegerLifecycle, spanClass),
      component(ECS_TEMPLATE, ecsTemplate()),
      ...logClassNames.map((logClass) =>
        component(settingsName(logClass), settingsTemplate(logClass, shards)),
      ),
      ...logClassNames.map((logClass): DesiredObject => ({
        api: "elasticsearch",
        path: `/_index_template/${streamTemplateName(logClass)}`,
        body: streamTemplate(logClass),
        at: ["index_templates", 0, "index_template"],
      })),
      ...logClassNames.map((logClass) => repository(logClass, buckets[logClass])),
      ...logClassNames.flatMap((logClass) => slm(logClass, retention)),
      ...storeUsers.map((user): DesiredObject => {
        const name = programName(user);
        return {
          api: "elasticsearch",
          path: `/_security/role/${name}`,
          body: programRoles[user],
          at: [name],
        };
      }),
      ...Object.values(spaces).map((space): DesiredObject => ({
        api: "kibana",
        path: `/api/spaces/space/${space.id}`,
        body: space,
        createAt: "/api/spaces/space",
      })),
      ...Object.entries(personRoleBodies()).map(([name, body]): DesiredObject => ({
        api: "kibana",
        path: `/api/security/role/${name}`,
        body,
      })),
    ],
    users: storeUsers.map((user) => ({
      name: programName(user),
      roles: [programName(user)],
      secretName: userSecret(user),
      namespace: userNamespace(user),
    })),
  };
}

function repository(logClass: LogClass, bucket: string): DesiredObject {
  const name = repositoryOf(logClass);
  return {
    api: "elasticsearch",
    path: `/_snapshot/${name}`,
    body: { type: "s3", settings: { bucket, client: "default" } },
    at: [name],
  };
}

function slm(logClass: LogClass, retention: RetentionOverrides): DesiredObject[] {
  const body = snapshotPolicy(logClass, retention);
  const name = repositoryOf(logClass);
  if (body === undefined) return [];
  return [{ api: "elasticsearch", path: `/_slm/policy/${name}`, body, at: [name, "policy"] }];
}

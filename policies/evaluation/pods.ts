import { formsOf, objectsOf, type KubernetesObject } from "./kubernetes-objects";
import { kindOf } from "./kubernetes-types";
import { EACH, podKinds, type PodKind } from "./pod-kinds";
import { Reader, type Read, type Unknown } from "./reader";
import type { Resource } from "./resource";

const OPERATOR = "is left to the operator, which does not show here what it sets";

/** Canonical types of the kinds that hold pods. */
const KINDS: readonly string[] = podKinds.map(({ type }) => type);
const BY_TYPE: ReadonlyMap<string, PodKind> = new Map(podKinds.map((kind) => [kind.type, kind]));

/** Types of all resources that may hold pods: the kinds themselves, lists of them and patches of them. */
export const podTypes: readonly string[] = formsOf(KINDS);

/** What a container is in its pod. */
export type ContainerRole = "container" | "init container" | "sidecar" | "ephemeral container";

/** The lists of a pod that hold containers. */
const LISTS: readonly (readonly [field: string, role: ContainerRole])[] = [
  ["containers", "container"],
  ["initContainers", "init container"],
  ["ephemeralContainers", "ephemeral container"],
];

type Fields = Readonly<Record<string, readonly string[] | null>>;

/** Something whose fields may stand elsewhere than usual, and which an operator may complete. */
class Place {
  constructor(
    readonly reader: Reader,
    private readonly fields: Fields = {},
    private readonly completed?: Reader,
  ) {}

  at(field: string, ...below: readonly (string | number)[]): Reader {
    const where = this.fields[field];
    const own = where === null ? undefined : this.reader.at(...(where ?? [field]), ...below);
    if (this.completed === undefined) return own ?? Reader.of(undefined);
    if (own !== undefined && own.state !== "absent" && !own.isGap) return own;
    const known = this.completed.at(field, ...below);
    return known.state === "absent"
      ? (own ??
          Reader.of({})
            .partial(OPERATOR)
            .at(field, ...below))
      : known;
  }
}

/** One container of a pod. */
export class Container {
  constructor(
    readonly role: ContainerRole,
    private readonly place: Place,
    /** Its name, where the template does not say it. */
    private readonly given?: string,
  ) {}

  /** A field of the container, such as `securityContext`. */
  at(field: string, ...below: readonly (string | number)[]): Reader {
    return this.place.at(field, ...below);
  }

  /** How messages call it: `container 'app'`. */
  get label(): string {
    const name = this.place.reader.at("name").filledText();
    if (this.given !== undefined) return `${this.role} '${this.given}'`;
    return name.state === "value"
      ? `${this.role} '${name.value}'`
      : `the ${this.role} at ${this.place.reader.path}`;
  }
}

/** The pods that one template makes. */
export class Pod {
  constructor(
    readonly kind: PodKind,
    /** The object in which the template stands. */
    readonly object: KubernetesObject,
    private readonly template: Reader,
    readonly containers: readonly Container[],
    /** Lists of containers that cannot be read. */
    readonly hidden: readonly Unknown[],
  ) {}

  /** A field of the pod's `spec`. */
  at(field: string, ...below: readonly (string | number)[]): Reader {
    return placeOf(this.kind, this.template).at(field, ...below);
  }

  /** The template's own metadata; of a bare pod, the pod's. */
  get metadata(): Reader {
    return this.kind.shape === undefined ? this.template.at("metadata") : this.object.body.at("metadata");
  }

  /** `Deployment`. */
  get kindName(): string {
    return kindOf(this.object.type);
  }

  /** A field of a security context that a container has of its own, or else from its pod. */
  effective(container: Container, ...field: readonly [string, ...string[]]): Reader {
    const own = container.at("securityContext", ...field);
    if (own.state !== "absent" && !own.isGap) return own;
    const shared = this.at("securityContext", ...field);
    return shared.state === "absent" ? own : shared;
  }

  /** Whether its nodes run Windows, which has none of Linux' ways to keep a container in. */
  get windows(): Read<boolean> {
    const os = this.at("os", "name").filledText();
    if (os.state !== "value")
      return os.state === "absent" || this.kind.operator ? { state: "value", value: false } : os;
    return { state: "value", value: os.value === "windows" };
  }
}

/** The objects of a resource from which pods come. */
export function workloadsOf(resource: Resource): readonly KubernetesObject[] {
  return objectsOf(resource, KINDS);
}

/** Every rule for pods asks for the same ones. */
const FOUND = new WeakMap<Resource, readonly Pod[]>();

/** The pods that a resource holds. */
export function podsOf(resource: Resource): readonly Pod[] {
  const known = FOUND.get(resource);
  if (known !== undefined) return known;
  const found = workloadsOf(resource).flatMap((object) => {
    const kind = BY_TYPE.get(object.type)!;
    return kind.templates.flatMap((steps) =>
      templatesAt(object.body, steps).flatMap((at) => podAt(kind, object, at)),
    );
  });
  FOUND.set(resource, found);
  return found;
}

/** The places to which steps lead; a list that cannot be read is one place that cannot be read. */
function templatesAt(from: Reader, [step, ...rest]: readonly string[]): readonly Reader[] {
  if (step === undefined) return [from];
  if (step !== EACH) return templatesAt(from.at(step), rest);
  const list = from.list();
  if (list.state === "unknown") return [from];
  return list.state === "absent" ? [] : list.value.flatMap((element) => templatesAt(element, rest));
}

function podAt(kind: PodKind, object: KubernetesObject, at: Reader): readonly Pod[] {
  // A patch that does not touch the pods, an operator that is told nothing of them.
  if (at.state === "absent" || at.isGap) return [];
  const template = kind.operator === undefined ? at : at.partial(OPERATOR);
  const place = placeOf(kind, template);
  // Who lists a container of his own with an operator gets it as it is: only what the operator makes is completed.
  const whole = kind.shape === undefined ? place : placeOf(kind, at);
  const lists = LISTS.map(([field, role]) => [whole.at(field), role] as const);
  const own = kind.shape?.own;
  return [
    new Pod(
      kind,
      object,
      template,
      [
        ...(own === undefined
          ? []
          : [new Container("container", new Place(template, own.fields, completedBy(kind)), own.name)]),
        ...lists.flatMap(([list, role]) => containersIn(list, role, kind)),
      ],
      lists.flatMap(([list]) => {
        const read = list.list();
        return read.state === "unknown" && !list.isGap ? [read] : [];
      }),
    ),
  ];
}

function placeOf(kind: PodKind, template: Reader): Place {
  const flat = kind.shape !== undefined;
  return new Place(flat ? template : template.at("spec"), kind.shape?.pod);
}

/** @param listed the container, where a template lists it */
function completedBy({ operator, main }: PodKind, listed?: Reader): Reader | undefined {
  if (operator === undefined) return undefined;
  const name = listed?.at("name").filledText();
  const isMain = name?.state === "value" && name.value === main?.name;
  return Reader.of(isMain ? { ...operator, ...main?.known } : operator);
}

function containersIn(list: Reader, role: ContainerRole, kind: PodKind): readonly Container[] {
  const read = list.list();
  if (read.state !== "value") return [];
  return read.value
    .filter(({ state }) => state !== "absent")
    .map((reader) => {
      const completed = isCompleted(reader, kind);
      const place = completed
        ? new Place(reader.partial(OPERATOR), {}, completedBy(kind, reader))
        : new Place(reader);
      return new Container(roleOf(role, reader), place);
    });
}

/** Whether an operator completes a container: one of its own, or one that may be. */
function isCompleted(container: Reader, { operator, shape }: PodKind): boolean {
  if (operator === undefined || shape === undefined) return operator !== undefined;
  const name = container.at("name").filledText();
  return name.state !== "value" || [shape.own.name, ...(shape.beside ?? [])].includes(name.value);
}

/** An init container that is restarted for ever runs beside the others. */
function roleOf(role: ContainerRole, container: Reader): ContainerRole {
  if (role !== "init container") return role;
  const policy = container.at("restartPolicy").filledText();
  return policy.state === "value" && policy.value === "Always" ? "sidecar" : role;
}
